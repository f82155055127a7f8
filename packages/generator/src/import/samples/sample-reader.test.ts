import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { OpenSource, SourceRow, SourceTable } from '../source/index.ts'
import { sampleFolder } from './fixture/index.ts'
import { csvReader, jsonReader } from './sample-reader.ts'

const options = { schemas: [], dialect: null, progress: () => undefined }

async function open(files: { readonly [name: string]: string | Uint8Array }): Promise<OpenSource> {
  const source = sampleFolder(files)
  const reader = csvReader.detects(source) ? csvReader : jsonReader
  assert.equal(reader.detects(source), true)
  return reader.open({ source, ...options })
}

function tableIn({ schema }: OpenSource, name: string): SourceTable {
  const table = schema.tables.find((one) => one.name === name)
  assert.ok(table, `there is a table ${name}`)
  return table
}

async function rowsOf(
  source: OpenSource,
  name: string,
  { size = 1_000, after = null }: { size?: number; after?: number | null } = {},
): Promise<SourceRow[]> {
  const rows: SourceRow[] = []
  const table = { schema: null, name }
  for await (const batch of source.rows?.read(table, { after, size }) ?? [])
    rows.push(...batch.rows)
  return rows
}

const kindsOf = (table: SourceTable): { [name: string]: string } =>
  Object.fromEntries(table.columns.map(({ name, type }) => [name, type.kind]))

/** A CSV file of one column, and what becomes of it. */
async function column(
  ...values: string[]
): Promise<{ kind: string; nullable: boolean; values: unknown[]; said: string }> {
  const quoted = values.map((value) => `"${value.replaceAll('"', '""')}",x`)
  const source = await open({ 'a.csv': `name,other\n${quoted.join('\n')}\n` })
  const [first] = tableIn(source, 'a').columns
  const rows = await rowsOf(source, 'a')
  const said = (source.schema.notes ?? []).map(({ what, text }) => `${what}: ${text}`).join('\n')
  return {
    kind: first?.type.kind ?? '',
    nullable: first?.nullable ?? false,
    values: rows.map((row) => row.name),
    said,
  }
}

describe('the type of a column of a CSV file', () => {
  test('is a number where all are, and text where digits would be lost', async () => {
    const cases: [string[], string, unknown[]][] = [
      [['1', '-20', '0'], 'integer', [1, -20, 0]],
      [['1', '2.50', '1,000.5'], 'decimal', ['1', '2.50', '1000.5']],
      [['1,5', '1.000,25'], 'commaDecimal', ['1.5', '1000.25']],
      [['1e5', '2.5'], 'real', [100_000, 2.5]],
      [['007', '12'], 'text', ['007', '12']],
      [['4111111111111111', '4'], 'text', ['4111111111111111', '4']],
      [['1', 'two'], 'text', ['1', 'two']],
    ]
    for (const [written, kind, read] of cases) {
      const seen = await column(...written)
      const wanted = kind === 'commaDecimal' ? 'decimal' : kind
      assert.deepEqual([seen.kind, seen.values], [wanted, read], written.join(' '))
    }
  })

  test('is a boolean in the spellings people use', async () => {
    const spellings = [
      ['true', 'FALSE'],
      ['Yes', 'no'],
      ['y', 'N'],
      ['t', 'f'],
      ['on', 'off'],
    ]
    for (const written of spellings) {
      const seen = await column(...written)
      assert.deepEqual([seen.kind, seen.values], ['boolean', [true, false]], written.join(' '))
    }
    assert.equal((await column('0', '1')).kind, 'integer')
    const named = await open({ 'a.csv': 'is_open,n\n1,5\n0,6\n' })
    assert.deepEqual(await rowsOf(named, 'a'), [
      { is_open: true, n: 5 },
      { is_open: false, n: 6 },
    ])
  })

  test('is a day, a time or an instant however it is written', async () => {
    const cases: [string[], string, unknown[]][] = [
      [['2024-02-29', '2024-1-5'], 'date', ['2024-02-29', '2024-01-05']],
      [['29.02.2024', '1.3.2024'], 'date', ['2024-02-29', '2024-03-01']],
      [['13/02/2024', '01/02/2024'], 'date', ['2024-02-13', '2024-02-01']],
      [['02/13/2024', '01/02/2024'], 'date', ['2024-02-13', '2024-01-02']],
      [['3 Feb 2024', 'March 4, 2024'], 'date', ['2024-02-03', '2024-03-04']],
      [['9:05', '17:30:15'], 'time', ['09:05:00', '17:30:15']],
      [['9:05 am', '12:30 PM', '12:01 AM'], 'time', ['09:05:00', '12:30:00', '00:01:00']],
      [['2024-02-03T04:05:06+02:00'], 'instant', ['2024-02-03T02:05:06.000Z']],
      [
        ['2024-02-03 04:05', '2024-02-03 04:05:06.1234'],
        'instant',
        ['2024-02-03T04:05:00.000Z', '2024-02-03T04:05:06.123Z'],
      ],
      [['3.2.2024 4:05 pm'], 'instant', ['2024-02-03T16:05:00.000Z']],
      [['2024-02-30', '2024-02-01'], 'text', ['2024-02-30', '2024-02-01']],
      [['13/02/2024', '02/13/2024'], 'text', ['13/02/2024', '02/13/2024']],
      [['25:00'], 'text', ['25:00']],
    ]
    for (const [written, kind, read] of cases) {
      const seen = await column(...written)
      assert.deepEqual([seen.kind, seen.values], [kind, read], written.join(' '))
    }
  })

  test('says where no value tells the day from the month', async () => {
    const seen = await column('01/02/2024', '03/04/2024')
    assert.deepEqual(seen.values, ['2024-01-02', '2024-03-04'])
    assert.match(seen.said, /a, column name: no value tells whether the day or the month/)
    assert.equal((await column('13/02/2024', '01/02/2024')).said.includes('month'), false)
  })

  test('is an address, an id or JSON', async () => {
    assert.equal((await column('a@b.org', 'C@d.com')).kind, 'email')
    assert.equal((await column('https://a.org/x', 'http://b')).kind, 'url')
    const id = '01890A5D-AC96-774B-BCCE-B302099A8057'
    assert.deepEqual((await column(id)).values, [id.toLowerCase()])
    const nested = await column('{"a":[1]}', '[]')
    assert.deepEqual([nested.kind, nested.values], ['json', [{ a: [1] }, []]])
  })

  test('leaves out words for nothing where the others have a type, and says so', async () => {
    const seen = await column('1', 'N/A', '', 'NULL', '3')
    assert.deepEqual([seen.kind, seen.nullable], ['integer', true])
    assert.deepEqual(seen.values, [1, null, null, null, 3])
    assert.match(seen.said, /"N\/A" \(1 times\) is read as no value/)
    assert.deepEqual((await column('N/A', 'word')).values, ['N/A', 'word'])
  })

  test('is a choice where few values come again and again', async () => {
    const values = Array.from({ length: 30 }, (_, index) => ['new', 'paid'][index % 2] ?? '')
    assert.equal((await column(...values)).kind, 'choice')
    assert.equal((await column(...values.slice(0, 10))).kind, 'text')
  })
})

describe('a CSV file', () => {
  const words = 'name,city\n'
  const letters = 'Z\u00fcrich'

  test('is read in the encoding and with the delimiter it has', async () => {
    const text = `${words}Ann,${letters}\n`
    const files: { [name: string]: string | Uint8Array } = {
      'utf8.csv': text,
      'marked.csv': `\ufeff${text}`,
      'utf16.csv': Buffer.from(`\ufeff${text}`, 'utf16le'),
      'utf16be.csv': Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      'latin.csv': Buffer.from(text, 'latin1'),
      'semicolon.csv': text.replaceAll(',', ';'),
      'tab.tsv': text.replaceAll(',', '\t'),
      'pipe.csv': text.replaceAll(',', '|'),
      'windows.csv': text.replaceAll('\n', '\r\n'),
    }
    const source = await open(files)
    for (const name of Object.keys(files)) {
      const table = name.split('.')[0] ?? ''
      assert.deepEqual(await rowsOf(source, table), [{ name: 'Ann', city: letters }], name)
    }
    assert.match(JSON.stringify(source.schema.notes), /latin.*not UTF-8: read as Windows-1252/)
  })

  test('may have no header, and names that are empty or come twice', async () => {
    const source = await open({ 'bare.csv': '1,Ann\n2,Bob\n', 'twice.csv': 'a,,a\nu,v,w\n' })
    assert.deepEqual(await rowsOf(source, 'bare'), [
      { column_1: 1, column_2: 'Ann' },
      { column_1: 2, column_2: 'Bob' },
    ])
    assert.deepEqual(await rowsOf(source, 'twice'), [{ a: 'u', column_2: 'v', a_3: 'w' }])
  })

  test('may have rows that are too short, and says which are too long', async () => {
    const source = await open({ 'a.csv': 'x,y\nu\nu,v\nu,v,w\n' })
    assert.deepEqual((await rowsOf(source, 'a')).length, 3)
    assert.match(
      JSON.stringify(source.schema.left),
      /file a, 1 rows.*more cells than the 2 columns/,
    )
  })

  test('that is broken is refused with its line', async () => {
    await assert.rejects(open({ 'a.csv': 'x,y\n"u,v\n' }), /a.csv is no CSV: .*line/)
  })
})

describe('files of samples together', () => {
  const customers = 'id,email,name\n1,a@x.org,Ann\n2,b@x.org,Bob\n'

  test('have keys, and references where all values are keys of the file they name', async () => {
    const source = await open({
      'customers.csv': customers,
      'orders.csv': 'id,customer_id,billingCustomerId,productId\n5,1,,9\n6,2,2,9\n',
      'products.csv': 'sku,productId\nx1,7\n',
    })
    const table = tableIn(source, 'customers')
    assert.deepEqual(table.primaryKey, ['id'])
    assert.deepEqual(table.columns[0]?.default, { kind: 'counter' })
    assert.deepEqual(table.uniques, [{ name: null, columns: ['email'] }])
    const references = tableIn(source, 'orders').foreignKeys
    assert.deepEqual(
      references.map(({ columns, target }) => [columns[0], target.name]),
      [
        ['customer_id', 'customers'],
        ['billingCustomerId', 'customers'],
      ],
    )
    assert.match(
      JSON.stringify(source.schema.notes),
      /reference to products, and some of its values/,
    )
  })

  test('go on behind every position', async () => {
    const lines = Array.from({ length: 2_500 }, (_, index) => `${index},row ${index}`)
    const json = lines.map((line) => JSON.stringify({ id: line })).join('\n')
    const source = await open({ 'a.csv': `id,name\n${lines.join('\n')}\n`, 'b.jsonl': json })
    for (const name of ['a', 'b']) {
      const whole = await rowsOf(source, name)
      assert.equal(whole.length, 2_500)
      let read = 0
      for await (const { rows, position } of source.rows?.read(
        { schema: null, name },
        { after: null, size: 400 },
      ) ?? []) {
        read += rows.length
        if (read % 1_200 !== 0) continue
        const rest = await rowsOf(source, name, { after: position as number })
        assert.deepEqual(rest, whole.slice(read))
      }
      assert.equal(read, 2_500)
    }
  })

  test('may be JSON, whose types count', async () => {
    const source = await open({
      'things.json': JSON.stringify([
        { id: 'a', n: 1, price: 2.5, ratio: 0.123456, code: '12', at: '2024-02-03T04:05:06Z' },
        { id: 'b', n: 2, price: 3, ratio: 1, code: '13', tags: ['x'], inner: { a: 1 }, odd: 1 },
        { id: 'c', n: 3, price: 4, ratio: 2, code: '14', tags: [], odd: 'x', none: null },
      ]),
    })
    const table = tableIn(source, 'things')
    assert.deepEqual(kindsOf(table), {
      id: 'text',
      n: 'integer',
      price: 'decimal',
      ratio: 'real',
      code: 'text',
      at: 'instant',
      tags: 'list',
      inner: 'json',
      odd: 'text',
      none: 'text',
    })
    const rows = await rowsOf(source, 'things')
    assert.deepEqual([rows[0]?.price, rows[1]?.odd, rows[1]?.code], ['2.5', '1', '13'])
    assert.deepEqual(table.primaryKey, ['id'])
  })

  test('may be lists under names in one file', async () => {
    const all = { users: [{ id: 1 }, { id: 2 }], posts: [{ id: 'p', userId: 2 }], tags: [] }
    const source = await open({ 'db.json': JSON.stringify(all, null, 2) })
    assert.deepEqual(
      source.schema.tables.map(({ name }) => name),
      ['users', 'posts', 'tags'],
    )
    assert.deepEqual(tableIn(source, 'posts').foreignKeys[0]?.target.name, 'users')
    assert.deepEqual(await rowsOf(source, 'users', { after: 1 }), [{ id: 2 }])
    const one = await open({ 'one.json': '{"id":1,"tags":[{"a":1}]}' })
    assert.deepEqual(await rowsOf(one, 'one'), [{ id: 1, tags: [{ a: 1 }] }])
  })

  test('may be an export of MongoDB', async () => {
    const lines = [
      { _id: { $oid: '65a0' }, at: { $date: '2024-02-03T04:05:06Z' }, n: { $numberLong: '7' } },
      { _id: { $oid: '65a1' }, at: { $date: { $numberLong: '1700000000000' } }, n: { $odd: 1 } },
    ]
    const source = await open({ 'a.json': lines.map((line) => JSON.stringify(line)).join('\n') })
    assert.deepEqual(tableIn(source, 'a').primaryKey, ['_id'])
    assert.deepEqual(await rowsOf(source, 'a'), [
      { _id: '65a0', at: '2024-02-03T04:05:06.000Z', n: 7 },
      { _id: '65a1', at: '2023-11-14T22:13:20.000Z', n: { $odd: 1 } },
    ])
  })

  test('require nothing where there are no rows', async () => {
    const source = await open({ 'a.csv': 'x,y\n' })
    assert.deepEqual(
      tableIn(source, 'a').columns.map(({ nullable }) => nullable),
      [true, true],
    )
  })

  test('are one file as well, and are not taken where there are no records', async () => {
    const folder = sampleFolder({ 'a.csv': 'x\n1\n', 'b.json': '"text"', 'c.txt': 'x' })
    const one = await csvReader.open({ source: join(folder, 'a.csv'), ...options })
    assert.deepEqual(
      one.schema.tables.map(({ name }) => name),
      ['a'],
    )
    const all = await csvReader.open({ source: folder, ...options })
    assert.equal(all.schema.left.length, 2)
    assert.equal(jsonReader.detects(join(folder, 'b.json')), false)
    await assert.rejects(
      jsonReader.open({ source: join(folder, 'b.json'), ...options }),
      /holds no records/,
    )
  })
})
