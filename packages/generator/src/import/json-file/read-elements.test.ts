import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { JsonValue } from '@cambium/model'
import { findElements, readElements } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'cambium-elements-'))
let files = 0

function fileOf(text: string): string {
  const path = join(folder, `${files++}.json`)
  writeFileSync(path, text)
  return path
}

async function all(path: string, from?: number): Promise<JsonValue[]> {
  const values: JsonValue[] = []
  const start = from ?? findElements(path)?.start ?? 0
  for await (const batch of readElements(path, start)) values.push(...batch.values)
  return values
}

describe('records of a JSON file', () => {
  const records = [
    { a: 'quote " slash \\ brace } ]', b: [{ c: ['x', {}] }] },
    { a: '\\', b: [] },
    { a: '\u00e9\u{1f600}', b: null },
    {},
  ]

  test('are read from a list, from "results", line by line and with a byte order mark', async () => {
    const forms = [
      JSON.stringify(records),
      `\n{\n"results" : ${JSON.stringify(records, null, 2)}\n}\n`,
      `\ufeff${JSON.stringify({ results: records })}`,
      records.map((record) => JSON.stringify(record)).join('\n'),
      records.map((record) => JSON.stringify(record)).join('\r\n\r\n'),
      records.map((record) => JSON.stringify(record, null, 2)).join('\n'),
    ]
    for (const text of forms) assert.deepEqual(await all(fileOf(text)), records, text)
  })

  test('are the same wherever the pieces of the file end', async () => {
    const hard = { text: `${'\\'.repeat(5)}"{}[]`, list: ['\\', '"', '\\"'] }
    const size = Buffer.byteLength(JSON.stringify(hard))
    for (let shift = 0; shift < size + 2; shift += 3) {
      const filler = { filler: 'x'.repeat((1 << 18) - size + shift) }
      assert.deepEqual(await all(fileOf(JSON.stringify([filler, hard, 1]))), [filler, hard, 1])
    }
  })

  test('go on behind the byte where reading stopped', async () => {
    const many = Array.from({ length: 20_000 }, (_, id) => ({ id, text: 'some words here' }))
    const path = fileOf(JSON.stringify(many))
    const reading = readElements(path, 1)
    const { value: first } = await reading.next()
    await reading.return(undefined)
    assert.ok(first !== undefined && first.values.length > 1_000 && first.values.length < 20_000)
    for (const stop of [0, 10, first.ends.length - 1]) {
      const rest = await all(path, first.ends[stop])
      assert.deepEqual([...first.values.slice(0, stop + 1), ...rest], many)
    }
  })

  test('that are broken or cut off are said with their place', async () => {
    await assert.rejects(all(fileOf('[{"a":1},{"a":}]')), /record that begins at byte 9 is no JSON/)
    await assert.rejects(all(fileOf('[{"a":1},{"a":')), /the file ends in the middle of it/)
  })

  test('are looked for by the first character', () => {
    assert.equal(findElements(fileOf('name,price\n1,2')), null)
    assert.equal(findElements(fileOf('')), null)
    assert.throws(() => findElements(fileOf('')) ?? findUtf16(), /UTF-16/)
  })
})

function findUtf16(): unknown {
  const path = join(folder, 'utf16.json')
  writeFileSync(path, Buffer.from('\ufeff[]', 'utf16le'))
  return findElements(path)
}
