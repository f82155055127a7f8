import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import type { RowBatch, SourceRow } from '../../packages/generator/src/import/source/index.ts'
import { sqliteReader } from '../../packages/generator/src/import/sqlite/index.ts'
import type { JsonValue } from '../../packages/model/src/index.ts'
import { hardScript } from './index.ts'
import { sqliteSource } from './tried-sqlite.ts'

describe('the rows of SQLite', () => {
  const source = sqliteSource([hardScript('sqlite')])
  after(() => source.close())
  const batches = async (name: string, size: number, behind: JsonValue = null) => {
    const found: RowBatch[] = []
    assert.ok(source.rows)
    for await (const batch of source.rows.read({ schema: null, name }, { after: behind, size })) {
      found.push(batch)
    }
    return found
  }
  const rows = async (name: string): Promise<SourceRow[]> =>
    (await batches(name, 1000)).flatMap((batch) => batch.rows)

  test('have values in the form of their type', async () => {
    const [row = {}] = await rows('every_type')
    const time = '2024-02-29T12:30:45.'
    assert.deepEqual(
      { ...row },
      {
        ...{ id: 1, an_int: 42, a_smallint: 7, a_bigint: 5000000000, a_beyond: '9007199254740993' },
        ...{
          a_real: 1.5,
          a_double: 1e300,
          a_decimal: '12.50',
          a_numeric: '10.000000',
          a_money: '9.9900',
        },
        ...{ a_boolean: true, a_tiny: false, a_bool_text: true, a_varchar: 'twenty' },
        ...{ a_nvarchar: 'umlaut ü 🌱', a_char: 'abc', a_text: "line\ntwo 'quoted'" },
        ...{ a_clob: 'clob', a_blob: '3q2+7wA=', an_untyped: 1, a_nonsense: 'x' },
        ...{ a_datetime: `${time}000Z`, a_datetime_iso: `${time}123Z`, a_timestamp: `${time}123Z` },
        ...{ unix_seconds: `${time}000Z`, unix_milliseconds: `${time}123Z` },
        ...{ julian_day: '2024-02-29T12:30:44.986Z', a_date: '2024-02-29', a_time: '12:30:45' },
        ...{ text_time: `${time}000Z`, text_date: '2024-02-29', seconds_at: `${time}000Z` },
        ...{ milliseconds_at: `${time}123Z`, a_json: { a: [1, null] }, json_text: [1, 2] },
        ...{ json_by_looks: { b: 1 }, a_uuid: '7c9e6679-7425-40de-944b-e07fc1f90ae7' },
        uuid_text: '7C9E6679-7425-40DE-944B-E07FC1F90AE7',
        uuid_blob: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
        ...{ mixed_integer: '1', mixed_date: '2024-01-01 00:00:00', mixed_boolean: 1 },
        ...{ too_long: 'abc', text_in_blob: 'words', mixed_all: 'text' },
      },
    )
  })

  test('lose nothing at the ends of what there is', async () => {
    const [, second = {}, third = {}] = await rows('every_type')
    assert.equal(second.a_beyond, '-9223372036854775808')
    assert.equal(third.a_beyond, '9223372036854775807')
    assert.equal(third.a_real, 'Infinity')
    assert.equal(second.a_double, 5e-324)
    assert.equal(second.a_date, '0001-01-01')
    assert.equal(second.a_time, '23:59:00')
    assert.equal(second.a_datetime, '2024-02-29T00:00:00.000Z')
    assert.equal(third.mixed_integer, '3.5')
    assert.equal(third.mixed_all, "x'00'")
  })

  test('come in batches that go on from any position', async () => {
    const names = [
      'every_type',
      'Order Details',
      'region',
      'country',
      'person',
      'log',
      'shadowed',
      'all_shadowed',
      'null_key',
      'living',
    ]
    for (const name of names) {
      const whole = await rows(name)
      const single = await batches(name, 1)
      assert.equal(single.length, whole.length, name)
      for (const [at, batch] of single.entries()) {
        const position = JSON.parse(JSON.stringify(batch.position))
        const rest = (await batches(name, 2, position)).flatMap((one) => one.rows)
        assert.deepEqual(rest, whole.slice(at + 1), `${name} behind ${JSON.stringify(position)}`)
      }
    }
  })

  test('keep every name as it is', async () => {
    const [row = {}] = await rows('Order Details')
    assert.deepEqual(Object.keys(row).slice(-3), ['class', 'constructor', '__proto__'])
    assert.equal(Object.entries(row).at(-1)?.[1], 'p')
  })

  test('are counted, and a table that is not there has none', async () => {
    assert.equal(await source.rows?.count({ schema: null, name: 'town' }), 3)
    assert.equal(await source.rows?.count({ schema: null, name: 'nobody' }), null)
    assert.deepEqual(await rows('nobody'), [])
  })

  test('of keys of bytes and of numbers beyond 2^53 go on where they stood', async () => {
    const keys = sqliteSource([
      `create table bytes (id blob primary key, n integer) without rowid;
       insert into bytes values (x'00', 1), (x'01', 2), (x'ff', 3);
       create table large (id integer primary key, n integer);
       insert into large values (9223372036854775805, 1), (9223372036854775806, 2), (9223372036854775807, 3)`,
    ])
    for (const name of ['bytes', 'large']) {
      const found: JsonValue[] = []
      let behind: JsonValue = null
      for (;;) {
        const read = keys.rows!.read({ schema: null, name }, { after: behind, size: 1 })
        const { value } = await read[Symbol.asyncIterator]().next()
        if (!value) break
        found.push(value.rows[0].n)
        behind = JSON.parse(JSON.stringify(value.position))
      }
      assert.deepEqual(found, [1, 2, 3], name)
    }
    await keys.close()
  })
})

describe('a SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-import-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'shop.data')
  const db = new DatabaseSync(file)
  db.exec(
    'pragma journal_mode = wal; create table a (id integer primary key); insert into a values (1)',
  )
  const open = (source: string) =>
    sqliteReader.open({ source, schemas: [], dialect: null, progress: () => {} })

  test('is known by its address, its name or its first bytes', () => {
    assert.equal(sqliteReader.detects(file), true)
    assert.equal(sqliteReader.detects(`sqlite:${file}`), true)
    assert.equal(sqliteReader.detects('shop.sqlite3'), true)
    assert.equal(sqliteReader.detects('schema.prisma'), false)
    assert.equal(sqliteReader.detects(folder), false)
  })

  test('is read as it is at one moment, while others write to it', async () => {
    const source = await open(`sqlite:${file}`)
    assert.equal(source.schema.label, 'the SQLite database shop.data')
    const count = async (): Promise<number> => {
      let n = 0
      for await (const { rows } of source.rows!.read(
        { schema: null, name: 'a' },
        { after: null, size: 10 },
      ))
        n += rows.length
      return n
    }
    assert.equal(await count(), 1)
    db.exec('insert into a values (2)')
    assert.equal(await count(), 1)
    await source.close()
  })

  test('that is damaged is refused in a sentence, in its schema and in its rows', async () => {
    const damaged = join(folder, 'damaged.db')
    const made = new DatabaseSync(damaged)
    made.exec(`create table a (id integer primary key, note text); begin;
      insert into a with recursive n(i) as (select 1 union all select i + 1 from n where i < 60000) select i, hex(zeroblob(60)) from n; commit`)
    made.close()
    const source = await open(damaged)
    const bytes = readFileSync(damaged)
    writeFileSync(
      damaged,
      Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(bytes.length - 8192, 7)]),
    )
    const read = async () => {
      for await (const { rows } of source.rows!.read(
        { schema: null, name: 'a' },
        { after: null, size: 1000 },
      )) {
        assert.notEqual(rows.length, 0)
      }
    }
    await assert.rejects(read(), /The rows of a cannot be read: .*malformed/)
    await source.close()
    await assert.rejects(open(damaged), /damaged\.db cannot be read: .*malformed/)
  })

  test('that is none, or is not there, is refused in a sentence', async () => {
    const text = join(folder, 'text.db')
    writeFileSync(text, 'hello')
    await assert.rejects(open(text), /text\.db is no SQLite database/)
    await assert.rejects(open(join(folder, 'missing.db')), /There is no file/)
  })
})
