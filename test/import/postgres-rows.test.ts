import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type {
  OpenSource,
  RowBatch,
  SourceRow,
  SourceRows,
} from '../../packages/generator/src/import/source/index.ts'
import type { JsonValue } from '../../packages/model/src/index.ts'
import { hardScript } from './index.ts'
import { type FilledPostgres, triedPostgres } from './tried-postgres.ts'

for (const tried of triedPostgres()) {
  describe(`the rows of ${tried.name}`, () => {
    let filled: FilledPostgres
    let source: OpenSource
    before(async () => {
      filled = await tried.fill([hardScript('postgres')])
      source = await filled.read()
    })
    after(async () => {
      await source.close()
      await filled.remove()
    })
    const rowsOf = (): SourceRows => {
      assert.ok(source.rows)
      return source.rows
    }
    const batches = async (name: string, size: number, after: JsonValue = null) => {
      const found: RowBatch[] = []
      for await (const batch of rowsOf().read({ schema: 'public', name }, { after, size })) {
        found.push(batch)
      }
      return found
    }
    const rows = async (name: string): Promise<SourceRow[]> =>
      (await batches(name, 1000)).flatMap((batch) => batch.rows)

    test('have values in the form of their type', async () => {
      const [row = {}] = await rows('every_type')
      assert.deepEqual(
        { ...row },
        {
          ...{ id: 1, a_smallint: -32768, an_integer: 2147483647, a_bigint: '9223372036854775807' },
          ...{ a_real: 0.1, a_double: 1e300, a_numeric: '12345678.9012' },
          ...{ a_free_numeric: '123456789012345678901234567890.123', some_money: '-1234.50' },
          ...{ a_boolean: true, a_text: "line\nquote ' back\\slash tab\t ü 🌱" },
          ...{ a_varchar: 'twenty', a_char: 'abc', one_char: 'x', a_name: 'a name' },
          ...{ some_bytes: '3q2+7wA=', a_date: '2024-02-29', a_time: '23:59:59' },
          ...{ a_zoned_time: '12:30:00+02', a_timestamp: '2024-02-29T12:30:45.123Z' },
          ...{ a_timestamptz: '2024-02-29T10:30:45.123Z', an_interval: 'P1Y2M3DT4H5M6.5S' },
          a_uuid: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
          ...{ a_json: { b: 1, a: [true, null] }, a_jsonb: { b: 1, a: [true, null] } },
          ...{ a_mood: 'it\'s "bad"', an_email: 'ann@example.com', a_percent: '12.50' },
          ...{ a_discount: '14.00', a_mood_of_day: 'so-so', a_place: '("High Street",12)' },
          some_texts: ['plain', 'with "quotes"', 'a,b', '', null, 'NULL', 'back\\slash'],
          ...{
            some_numbers: [1, null, -3],
            a_matrix: [
              [1, 2],
              [3, 4],
            ],
          },
          ...{ some_moods: ['happy', 'it\'s "bad"'] },
          ...{ some_instants: ['2024-02-29T12:00:00.000Z', null], a_bit: '101', some_bits: '1010' },
          ...{ an_inet: '192.168.0.1/24', a_cidr: '10.0.0.0/8', a_macaddr: '08:00:2b:01:02:03' },
          ...{ a_vector: "'cat':2 'fat':1A", a_query: "'fat' & !'rat'", an_xml: '<a>text</a>' },
          ...{ a_range: '[1,10)', a_daterange: '[2024-01-01,2024-02-01)', a_point: '(1.5,-2)' },
          ...{ a_box: '(1,1),(0,0)', an_oid: 4294967295 },
        },
      )
    })

    test('have a form for what no calendar and no number of JSON has', async () => {
      const [, second = {}, third = {}, fourth = {}] = await rows('every_type')
      const of = (row: SourceRow, ...names: string[]) => names.map((name) => row[name])
      const times = ['a_date', 'a_timestamp', 'a_timestamptz']
      assert.deepEqual(of(second, ...times), [
        ...['9999-12-31', '9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00.000Z'],
      ])
      assert.deepEqual(of(third, ...times), [
        ...['-000043-03-15', '-000043-03-15T12:00:00.000Z', '+010000-01-01T00:00:00.000Z'],
      ])
      assert.deepEqual(of(second, 'a_real', 'a_double', 'a_numeric'), ['NaN', 'Infinity', 'NaN'])
      assert.deepEqual(of(third, 'a_real', 'a_bigint'), ['-Infinity', '9007199254740993'])
      assert.deepEqual(of(fourth, 'a_real', 'a_bigint'), [3.4028235e38, 9007199254740991])
      assert.deepEqual(of(second, 'some_bytes', 'some_texts', 'an_interval'), ['', [], 'P-1D'])
      assert.equal(second.a_free_numeric, '0.000000000000000000001')
    })

    test('come in batches that go on from any position', async () => {
      for (const name of [
        'Order Details',
        'region',
        'payment',
        'country',
        'person',
        'log',
        'measurement',
        'living',
      ]) {
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

    test('come in the order of the key', async () => {
      const numbers = (await rows('region')).map(({ country, number }) => `${country}${number}`)
      assert.deepEqual(numbers, ['AT1', 'CH1', 'CH2'])
    })

    test('of a table that others inherit from are its own', async () => {
      assert.deepEqual(
        (await rows('vehicle')).map(({ id }) => id),
        [1],
      )
      assert.deepEqual(
        (await rows('lorry')).map(({ id }) => id),
        [2],
      )
      assert.equal(await rowsOf().count({ schema: 'public', name: 'vehicle' }), 1)
    })

    test('keep every name as it is', async () => {
      const [row = {}] = await rows('Order Details')
      assert.deepEqual(Object.keys(row), [
        ...['Order', 'Line No.', 'Unit price', '50%', 'a.b', 'Größe', 'with "quotes"', "it's"],
        ...['名前', 'class', 'constructor', '__proto__'],
      ])
      assert.equal(Object.entries(row).at(-1)?.[1], 'p')
    })

    test('are counted, and a table that is not there has none', async () => {
      assert.equal(await rowsOf().count({ schema: 'public', name: 'payment' }), 3)
      assert.equal(await rowsOf().count({ schema: 'public', name: 'nobody' }), null)
      assert.deepEqual(await rows('nobody'), [])
    })
  })

  test(`the rows of chunks in ${tried.name} are those of their hypertable`, async () => {
    const filled = await tried.fill([
      `create schema _timescaledb_internal; create table reading (at timestamptz not null, value real);
       create table _timescaledb_internal.chunk_1 () inherits (reading);
       insert into _timescaledb_internal.chunk_1 values ('2024-01-01', 1), ('2024-01-02', 2)`,
    ])
    const source = await filled.read()
    assert.deepEqual(
      source.schema.tables.map(({ name }) => name),
      ['reading'],
    )
    const table = { schema: 'public', name: 'reading' }
    assert.equal(await source.rows!.count(table), 2)
    const found: unknown[] = []
    for await (const { rows } of source.rows!.read(table, { after: null, size: 1 })) {
      found.push(rows[0]?.value)
    }
    assert.deepEqual(found, [1, 2])
    await source.close()
    await filled.remove()
  })

  // one connection would see what it writes itself
  if (tried.name !== 'a PostgreSQL server') continue
  test(`the rows of ${tried.name} are those of one moment`, async () => {
    const filled = await tried.fill([
      'create table a (id integer primary key); create table b (id integer primary key); insert into a values (1)',
    ])
    const source = await filled.read()
    const count = async (name: string): Promise<number> => {
      let n = 0
      for await (const { rows } of source.rows!.read(
        { schema: 'public', name },
        { after: null, size: 10 },
      )) {
        n += rows.length
      }
      return n
    }
    assert.equal(await count('a'), 1)
    await filled.run('insert into a values (2); insert into b values (2)')
    assert.equal(await count('b'), 0)
    await source.close()
    await filled.remove()
  })
}
