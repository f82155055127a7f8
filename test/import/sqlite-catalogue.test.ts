import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { SourceColumn, SourceTable } from '../../packages/generator/src/import/source/index.ts'
import { hardScript } from './index.ts'
import { sqliteSource } from './tried-sqlite.ts'

describe('the catalogue of SQLite', () => {
  const source = sqliteSource([hardScript('sqlite')])
  const { schema } = source
  after(() => source.close())
  const table = (name: string): SourceTable => {
    const found = schema.tables.find((one) => one.name === name)
    assert.ok(found, name)
    return found
  }
  const column = (tableName: string, name: string): SourceColumn => {
    const found = table(tableName).columns.find((one) => one.name === name)
    assert.ok(found, `${tableName}.${name}`)
    return found
  }

  test('has every table and view, and neither virtual tables nor those of SQLite', () => {
    assert.equal(schema.tables.length, 24)
    assert.deepEqual(
      schema.tables.filter(({ name }) => /words|boxes|sqlite/.test(name)),
      [],
    )
  })

  test('takes columns for what they declare and hold', () => {
    const types = Object.fromEntries(
      table('every_type').columns.map(({ name, type }) => [name, type.kind]),
    )
    assert.deepEqual(types, {
      ...{ id: 'integer', an_int: 'integer', a_smallint: 'integer', a_bigint: 'integer' },
      ...{ a_beyond: 'integer', a_real: 'real', a_double: 'real', a_decimal: 'decimal' },
      ...{ a_numeric: 'decimal', a_money: 'decimal', a_boolean: 'boolean', a_tiny: 'boolean' },
      ...{ a_bool_text: 'boolean', a_varchar: 'text', a_nvarchar: 'text', a_char: 'text' },
      ...{ a_text: 'text', a_clob: 'text', a_blob: 'bytes', an_untyped: 'integer' },
      ...{ a_nonsense: 'text', a_datetime: 'instant', a_datetime_iso: 'instant' },
      ...{ a_timestamp: 'instant', unix_seconds: 'instant', unix_milliseconds: 'instant' },
      ...{ julian_day: 'instant', a_date: 'date', a_time: 'time', text_time: 'instant' },
      ...{ text_date: 'date', seconds_at: 'instant', milliseconds_at: 'instant' },
      ...{ a_json: 'json', json_text: 'json', json_by_looks: 'json', a_uuid: 'uuid' },
      ...{ uuid_text: 'uuid', uuid_blob: 'uuid', mixed_integer: 'text', mixed_date: 'text' },
      ...{ mixed_boolean: 'integer', too_long: 'text', text_in_blob: 'text', mixed_all: 'other' },
    })
    const bits = ['an_int', 'a_smallint', 'a_bigint', 'a_beyond'].map((name) => {
      const { type } = column('every_type', name)
      return type.kind === 'integer' && type.bits
    })
    assert.deepEqual(bits, [32, 16, 64, 64])
    assert.deepEqual(column('every_type', 'a_decimal').type, {
      kind: 'decimal',
      precision: 10,
      scale: 2,
    })
    assert.deepEqual(column('every_type', 'a_numeric').type, {
      ...{ kind: 'decimal', precision: 18, scale: 6 },
    })
    assert.deepEqual(table('every_type').checks, [])
    assert.deepEqual(column('every_type', 'a_nvarchar').type, { kind: 'text', max: 160 })
    assert.deepEqual(column('every_type', 'too_long').type, { kind: 'text', max: null })
    assert.deepEqual(column('every_type', 'a_datetime').type, { kind: 'instant', zoned: false })
    assert.deepEqual(column('every_type', 'a_datetime_iso').type, { kind: 'instant', zoned: true })
  })

  test('takes columns without values for what they declare', () => {
    const types = table('nothing_yet').columns.map(({ type }) => type)
    assert.deepEqual(types, [
      { kind: 'integer', bits: 32 },
      { kind: 'instant', zoned: false },
      { kind: 'decimal', precision: 8, scale: 3 },
      { kind: 'boolean' },
      { kind: 'json' },
      { kind: 'integer', bits: 16 },
      { kind: 'integer', bits: 64 },
      { kind: 'text', max: null },
    ])
  })

  test('knows each kind of default', () => {
    const defaults = Object.fromEntries(
      table('every_default').columns.map(({ name, default: value }) => [name, value]),
    )
    for (const name of Object.keys(defaults).filter((one) => /^now_|^today|^time_now/.test(one))) {
      assert.equal(defaults[name]?.kind, 'now', name)
    }
    assert.equal(defaults.id?.kind, 'counter')
    assert.equal(defaults.random_text?.kind, 'shortId')
    assert.deepEqual(defaults.worked_out, { kind: 'sql', sql: '2 * 21' })
    assert.equal(defaults.a_null, null)
    const literals = Object.entries(defaults).flatMap(([name, value]) =>
      value?.kind === 'literal' ? [[name, value.value]] : [],
    )
    assert.deepEqual(Object.fromEntries(literals), {
      ...{ a_text: "it's 'quoted'", a_misquoted: 'draft', an_integer: 42, a_negative: -1 },
      ...{ a_decimal: '9.90', a_yes: true, a_one: true, a_json: { a: [1, 2] } },
      ...{ a_day: '2020-01-31', some_bytes: 'AP8=' },
    })
  })

  test('tells checks and generated columns as they were written, comments left out', () => {
    assert.deepEqual(table('priced').checks, [
      { name: null, sql: 'net >= 0' },
      { name: 'label_length', sql: 'length(label) between 2 and 40' },
      { name: null, sql: `kind in ('goods', 'ser)vice, "x"')` },
      { name: null, sql: "[size] in ('S', 'M', 'L')" },
      { name: 'ends_after_start', sql: 'ends > starts' },
      { name: null, sql: "net < 1000 or kind <> 'goods'" },
    ])
    assert.deepEqual(column('priced', 'gross').generated, { stored: true, sql: 'net * (1 + rate)' })
    assert.deepEqual(column('priced', 'shout').generated, { stored: false, sql: 'upper(label)' })
    assert.equal(column('priced', 'gross').native, 'decimal(12, 2)')
  })

  test('takes generated columns for what they declare', () => {
    const made = sqliteSource([
      `create table a (id integer primary key, at datetime not null,
        day date generated always as (date(at)) virtual, late boolean as (at > '2024') stored);
       insert into a values (1, '2024-02-29 12:00:00')`,
    ])
    const [found] = made.schema.tables
    assert.deepEqual(
      found?.columns.map(({ native, type }) => [native, type.kind]),
      [
        ['INTEGER', 'integer'],
        ['datetime', 'instant'],
        ['date', 'date'],
        ['boolean', 'boolean'],
      ],
    )
  })

  test('tells keys and relations by the names that the tables have, in whatever letters they were written', () => {
    assert.deepEqual(table('region').primaryKey, ['country', 'number'])
    assert.deepEqual(table('region').uniques, [{ name: null, columns: ['name', 'country'] }])
    assert.deepEqual(
      table('town').foreignKeys.map(({ columns, target, targetColumns, onDelete }) => [
        ...[columns, target.name, targetColumns, onDelete],
      ]),
      [
        [['twin'], 'town', ['id'], 'setNull'],
        [['country', 'region_number'], 'region', ['country', 'number'], 'cascade'],
      ],
    )
    assert.deepEqual(
      table('passport').foreignKeys.map(({ targetColumns }) => targetColumns),
      [['id'], ['email']],
    )
    assert.deepEqual(table('log').primaryKey, [])
  })

  test('gives both ends of a relation one type, also where one of them has no values yet', () => {
    assert.equal(column('person', 'id').type.kind, 'uuid')
    assert.equal(column('person_tag', 'person_id').type.kind, 'uuid')
    const empty = sqliteSource([
      `create table a (id text primary key); create table b (id text primary key references a);
       create table c (id integer primary key, b text references b);
       insert into a values ('7c9e6679-7425-40de-944b-e07fc1f90ae7')`,
    ])
    const kinds = empty.schema.tables.map(({ columns }) => columns.map(({ type }) => type.kind))
    assert.deepEqual(kinds, [['uuid'], ['uuid'], ['integer', 'uuid']])
    const other = sqliteSource([
      `create table a (id text primary key); create table b (id integer primary key, a text references a);
       insert into a values ('7c9e6679-7425-40de-944b-e07fc1f90ae7'); insert into b values (1, 'nobody')`,
    ])
    assert.equal(other.schema.tables[0]?.columns[0]?.type.kind, 'text')
  })

  test('takes empty texts and days of zeros for nothing, but in texts', async () => {
    const blank = sqliteSource([
      `create table a (id integer primary key, day date not null, at datetime, n integer, name text, code varchar(4));
       insert into a values (1, '', '0000-00-00 00:00:00', '', '', ''), (2, '2024-02-29', '2024-02-29 12:00:00', 5, 'x', 'abcd')`,
    ])
    const [found] = blank.schema.tables
    assert.deepEqual(
      found?.columns.map(({ type, nullable }) => [type.kind, nullable]),
      [
        ['integer', false],
        ['date', true],
        ['instant', true],
        ['integer', true],
        ['text', true],
        ['text', true],
      ],
    )
    assert.equal(blank.schema.notes?.length, 3)
    for await (const { rows } of blank.rows!.read(
      { schema: null, name: 'a' },
      { after: null, size: 5 },
    )) {
      assert.deepEqual(
        rows.map((row) => ({ ...row })),
        [
          { id: 1, day: null, at: null, n: null, name: '', code: '' },
          {
            id: 2,
            day: '2024-02-29',
            at: '2024-02-29T12:00:00.000Z',
            n: 5,
            name: 'x',
            code: 'abcd',
          },
        ],
      )
    }
    await blank.close()
  })

  test('takes numbers for times only where name and size agree, in seconds up to microseconds', async () => {
    const times = sqliteSource([
      `create table a (id integer primary key, visit_date integer, createdAt integer, runtime integer, starts_at integer, seen integer);
       insert into a values (1, 1709209845123456, 1709209845123, 5400, 1709209845, 1709209845),
         (2, 1709209845123456, 1709209845123, 7200, 12, 1709209845)`,
    ])
    const [found] = times.schema.tables
    assert.deepEqual(
      found?.columns.map(({ type }) => type.kind),
      ['integer', 'instant', 'instant', 'integer', 'integer', 'integer'],
    )
    for await (const { rows } of times.rows!.read(
      { schema: null, name: 'a' },
      { after: null, size: 1 },
    )) {
      assert.equal(rows[0]?.visit_date, '2024-02-29T12:30:45.123Z')
      assert.equal(rows[0]?.createdAt, '2024-02-29T12:30:45.123Z')
    }
    await times.close()
  })

  test('tells indexes with expressions, directions and conditions; plain unique ones are uniques', () => {
    const { indexes, uniques } = table('searched')
    assert.deepEqual(uniques, [{ name: 'searched_title', columns: ['title'] }])
    assert.deepEqual(
      indexes.map(({ name, unique, columns, where }) => [
        ...[name, unique, columns.map((one) => one.name ?? one.expression), where],
      ]),
      [
        ['searched_lower_title', true, ['lower(title)'], null],
        ['searched_live', true, ['amount'], 'not gone'],
        ['searched_two', false, ['amount', 'happened'], null],
        [
          'searched_expression',
          false,
          ["json_extract(data, '$.kind')", 'title collate nocase'],
          null,
        ],
        ['Searched "Odd" Name', false, ['happened'], "amount > 10 and title <> ' where '"],
      ],
    )
    assert.equal(indexes[2]?.columns[0]?.descending, true)
  })

  test('tells views with their query', () => {
    assert.equal(table('living').kind, 'view')
    assert.match(table('living').definition ?? '', /^select p\.id, p\.email/)
  })

  test('says of everything else that it stays behind, and of columns that hold what they do not declare', () => {
    assert.deepEqual(
      schema.left.map(({ what }) => what),
      [
        'view broken',
        'table passport, foreign key (issued_by)',
        'table null_key, primary key',
        'virtual table words',
        'virtual table boxes',
        'table person, trigger person_touch',
      ],
    )
    assert.match(schema.left[2]?.reason ?? '', /2 rows have no value in it/)
    assert.deepEqual(
      schema.notes?.map(({ what }) => what),
      [
        ...[
          'mixed_integer',
          'mixed_date',
          'mixed_boolean',
          'too_long',
          'text_in_blob',
          'mixed_all',
        ].map((name) => `table every_type, column ${name}`),
        'table setting, column value',
      ],
    )
    assert.equal(
      schema.notes?.[1]?.text,
      'declared datetime, but holds whole numbers and texts: it comes as text',
    )
    for (const { suggestion } of schema.left) assert.notEqual(suggestion, '')
  })
})
