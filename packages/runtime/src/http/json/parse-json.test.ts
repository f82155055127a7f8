import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { AppError } from '../../errors/index.ts'
import { findJsonFault } from './json-fault.ts'
import { maxJsonDepth, parseJson } from './parse-json.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text)
const refusal = (text: string | Uint8Array): AppError => {
  try {
    parseJson(typeof text === 'string' ? bytes(text) : text)
  } catch (error) {
    assert.ok(error instanceof AppError)
    return error
  }
  assert.fail('it was accepted')
}

describe('parseJson', () => {
  test('refuses broken JSON and says where', () => {
    const cases: [text: string, message: RegExp][] = [
      ['{', /expected a name in double quotes at position 1 \(line 1, column 2\)/],
      ['{"a":1,}', /a name in double quotes at position 7/],
      ['{\n  "a" 1}', /expected ":" at position 8 \(line 2, column 7\)/],
      ['[1 2]', /expected "," or "\]" at position 3/],
      ['{"a":01}', /"," or "}" at position 6/],
      ['{"a":nope}', /a value at position 5/],
      ['"abc', /closing quote at position 4/],
      ['"a\\x"', /closing quote at position 2/],
      ['{} {}', /the end of the text at position 3/],
      [' ', /a value at position 1/],
      ['NaN', /a value at position 0/],
    ]
    for (const [text, message] of cases) {
      const error = refusal(text)
      assert.equal(error.code, 'bad_request')
      assert.match(error.message, message)
    }
  })

  test('refuses nesting before it parses, in linear time', () => {
    const started = performance.now()
    assert.match(refusal('['.repeat(100_000)).message, /deeper than 32 levels, at byte 32/)
    assert.match(refusal('{"a":'.repeat(100_000)).message, /deeper than 32 levels/)
    assert.ok(performance.now() - started < 200)
    const deepest = '['.repeat(maxJsonDepth) + ']'.repeat(maxJsonDepth)
    assert.ok(Array.isArray(parseJson(bytes(deepest))))
    assert.ok(parseJson(bytes(JSON.stringify({ text: '[{'.repeat(1000), quote: '"[[[' }))))
  })

  test('refuses more than 100,000 values before it parses', () => {
    const list = (count: number): string => JSON.stringify(Array.from({ length: count }, () => 1))
    assert.ok(Array.isArray(parseJson(bytes(list(99_999)))))
    assert.match(refusal(list(100_000)).message, /more than 100000 values/)
    assert.match(refusal('[],'.repeat(300_000)).message, /more than 100000 values/)
    assert.match(refusal('{"a":1},'.repeat(60_000)).message, /more than 100000 values/)
    assert.ok(parseJson(bytes(JSON.stringify({ text: '[,{"'.repeat(100_000) }))))
  })

  test('refuses names that reach for a prototype, however they are spelled', () => {
    const texts = [
      '{"__proto__":{"admin":true}}',
      '{"a":[{"__proto__":null}]}',
      '{"\\u005f_proto__":1}',
      '{"constructor":{"prototype":{"x":1}}}',
      '{"c\\u006fnstructor":{"prototype":1}}',
    ]
    for (const text of texts) assert.equal(refusal(text).code, 'bad_request')
    assert.deepEqual(parseJson(bytes('{"constructor":"Acme","title":"__proto__"}')), {
      constructor: 'Acme',
      title: '__proto__',
    })
  })

  test('refuses text that no database can store, naming its place', () => {
    assert.deepEqual(
      refusal('{"a":[{"title":"x\\u0000"}]}').errors?.map((error) => error.path),
      ['a.0.title'],
    )
    assert.equal(refusal('{"title":"\\ud800"}').code, 'bad_request')
    assert.equal(refusal(Uint8Array.of(0x22, 0xff, 0x22)).message, 'The body is not UTF-8 text')
    assert.deepEqual(parseJson(bytes('{"title":"\\ud83d\\ude00"}')), { title: '😀' })
  })

  test('an empty body is undefined', () => {
    assert.equal(parseJson(bytes('')), undefined)
  })

  test('accepts all that JSON.parse accepts, and finds a fault in all that it refuses', () => {
    const broken = fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 }))
    fc.assert(
      fc.property(broken, ([json, at, text]) => {
        const changed =
          json.slice(0, at % (json.length + 1)) + text + json.slice(at % (json.length + 1))
        const valid = isJson(changed)
        const fault = findJsonFault(changed)
        assert.equal(valid, fault.position === changed.length && fault.expected === 'JSON')
      }),
      { numRuns: 500, seed: 1 },
    )
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
