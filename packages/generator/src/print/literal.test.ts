import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { jsdoc } from './jsdoc.ts'
import { memberLines, printJson } from './json.ts'
import { literal, propertyKey, stringLiteral, templateText } from './literal.ts'

describe('stringLiteral()', () => {
  test('means the text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const printed = stringLiteral(text)
        assert.ok(!printed.includes('\n'))
        assert.equal(runInNewContext(printed), text)
      }),
    )
  })

  test('stays readable', () => {
    assert.equal(stringLiteral(`it's "so"`), `'it\\'s "so"'`)
  })
})

describe('literal()', () => {
  test('means the value, with keys quoted only where they must be', () => {
    assert.equal(
      literal({ type: ['string', 'null'], 'max-length': 2, x: undefined, nested: {} }),
      "{ type: ['string', 'null'], 'max-length': 2, nested: {} }",
    )
  })
})

describe('propertyKey()', () => {
  test('leaves reserved words as they are', () => {
    assert.deepEqual(['class', 'a-b', '0', '01'].map(propertyKey), ['class', "'a-b'", '0', "'01'"])
  })
})

describe('templateText()', () => {
  test('means the text inside a template literal', () => {
    const text = ['a `b` $', '{c} \\d'].join('')
    assert.equal(runInNewContext(`\`${templateText(text)}\``), text)
  })
})

describe('jsdoc()', () => {
  test('cannot be ended by what it says', () => {
    assert.equal(jsdoc('a */ b'), '/** a *\\/ b */')
  })

  test('is nothing without words', () => {
    assert.equal(jsdoc(null, ' ', undefined), null)
  })

  test('puts paragraphs and long lines on lines of their own', () => {
    const text = jsdoc('a'.repeat(80), `${'b '.repeat(80)}`)
    assert.ok(text?.split('\n').every((line) => line.length <= 120))
    assert.match(text ?? '', /^\/\*\*\n \* a+\n \* b b/)
  })
})

describe('printJson()', () => {
  test('is the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.deepEqual(JSON.parse(printJson(value, 20)), JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('appending a member is one more line and changes no other', () => {
    const lines = (names: string[]): string[] =>
      printJson(memberLines(Object.fromEntries(names.map((name) => [name, 1])))).split('\n')
    const before = lines(['a', 'b'])
    const after = lines(['a', 'b', 'c'])
    assert.deepEqual(
      after.filter((line) => line !== ', "c": 1'),
      before,
    )
  })
})
