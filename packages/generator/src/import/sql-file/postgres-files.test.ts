import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { JsonValue } from '@cambium/model'
import type { OpenSource, SourceTable } from '../source/index.ts'
import { dump, openText, readAll } from './testing/index.ts'

function tableOf({ schema }: OpenSource, name: string): SourceTable {
  const found = schema.tables.find((table) => table.name === name)
  assert.ok(found, name)
  return found
}

describe('a dump of pg_dump', () => {
  let source: OpenSource
  before(async () => {
    source = await openText({ 'garden.sql': dump })
  })
  after(() => source.close())

  test('has its tables and views, partitions being part of theirs', () => {
    assert.equal(source.schema.label, 'the SQL file garden.sql')
    assert.equal(source.schema.dialect, 'postgres')
    assert.deepEqual(
      source.schema.tables.map(({ schema, name, kind }) => [schema, name, kind]),
      [
        ['public', 'plant', 'table'],
        ['stock', 'bed', 'table'],
        ['public', 'dear', 'view'],
        ['public', 'counted', 'view'],
      ],
    )
    assert.match(tableOf(source, 'dear').definition ?? '', /^SELECT plant\.name[\s\S]*numeric\)$/)
    assert.equal(tableOf(source, 'counted').definition, 'SELECT count(*) AS n FROM public.plant')
  })

  test('has columns with types, defaults and comments, through domains and enums', () => {
    const { columns, doc, checks } = tableOf(source, 'plant')
    const of = Object.fromEntries(columns.map((column) => [column.name, column]))
    assert.equal(doc, "What grows; what's sold")
    assert.equal(of.name?.doc, 'In English')
    assert.deepEqual(of.id?.default, { kind: 'counter' })
    assert.deepEqual(of.name?.type, { kind: 'text', max: 80 })
    assert.equal(of.name?.native, 'character varying(80)')
    assert.deepEqual(of.name?.default, { kind: 'literal', value: 'Weed' })
    assert.deepEqual(of.cost?.type, { kind: 'decimal', precision: 10, scale: 2 })
    assert.deepEqual(of.cost?.default, { kind: 'literal', value: '0.00' })
    assert.equal(of.cost?.nullable, false)
    assert.deepEqual(of.size?.type, { kind: 'choice', name: 'size', values: ['small', 'large'] })
    assert.deepEqual(of.tags?.default, { kind: 'literal', value: [] })
    assert.deepEqual(of.updated_at?.default, { kind: 'now' })
    assert.equal(of.updated_at?.isUpdateTime, true)
    assert.deepEqual(of.full_name?.generated, { stored: true, sql: "((name)::text || '!'::text)" })
    assert.deepEqual(checks, [
      { name: 'price_check', sql: '("cost" >= (0)::numeric)' },
      { name: 'plant_name_check', sql: '(length((name)::text) > 1)' },
    ])
  })

  test('has keys and indexes, which it adds at the end', () => {
    const plant = tableOf(source, 'plant')
    assert.deepEqual(plant.primaryKey, ['id'])
    assert.deepEqual(plant.uniques, [{ name: 'plant_latin', columns: ['latin'] }])
    assert.equal(plant.indexes.length, 1)
    assert.deepEqual(plant.indexes[0]?.columns, [
      { name: null, expression: 'lower((name)::text)', descending: false },
      { name: 'cost', expression: null, descending: true },
    ])
    assert.equal(plant.indexes[0]?.where, "size = 'small'::public.size")
    assert.deepEqual(tableOf(source, 'bed').foreignKeys, [
      {
        name: 'bed_plant_fkey',
        columns: ['plant_id'],
        target: { schema: 'public', name: 'plant' },
        targetColumns: ['id'],
        onDelete: 'setNull',
        relation: null,
        inverse: null,
      },
    ])
  })

  test('has its rows, those of partitions with their table', async () => {
    const rows = await readAll(source, { schema: 'public', name: 'plant' })
    assert.deepEqual(
      rows.map(({ name, latin, cost, size, tags, updated_at }) => [
        name,
        latin,
        cost,
        size,
        tags,
        updated_at,
      ]),
      [
        ['Tab\there', 'Rosa\\n', '1.50', 'small', ['a', 'b c'], '2024-01-01T10:00:00.123Z'],
        ['Bäume', null, '0.00', null, [], '2024-06-01T10:00:00.000Z'],
        ['\\N is no null', null, '20.00', 'large', null, '2024-01-01T10:00:00.000Z'],
      ],
    )
    assert.equal('full_name' in (rows[0] ?? {}), false)
    assert.deepEqual(await readAll(source, { schema: 'stock', name: 'bed' }), [
      { code: 'n1', plant_id: 1 },
      { code: 'n2', plant_id: null },
    ])
    assert.equal(await source.rows?.count({ schema: 'stock', name: 'bed' }), 2)
  })

  test('leaves behind what has no place, like with like', () => {
    const what = source.schema.left.map((left) => left.what)
    assert.deepEqual(what, [
      'extension citext',
      'table plant, trigger plant_touch',
      'table plant, policy own',
      'schema public, 1 function: total',
      '1 aggregate: joined',
      'grants to shop, public',
      'sequence lost_seq',
      'table stock.bed',
      'table plant, column upper_name',
    ])
    for (const { reason, suggestion } of source.schema.left) assert.ok(reason && suggestion)
  })
})

describe('files of PostgreSQL', () => {
  test('are read in order of their names, and change what earlier ones made', async () => {
    const source = await openText({
      '1_first.sql':
        "create table a (id serial primary key, old text, gone int); create type k as enum ('x', 'y'); create table b (id int, a_id int references a, k k);",
      '2_second.sql':
        "alter table a rename column old to fresh; alter table a drop column gone, add column extra numeric(5,1) not null default 1.5; alter type k add value 'w' before 'x'; alter table b rename to c;",
      '10_third.sql':
        "set search_path to s, public; create table d (like a including all); alter table d alter extra type bigint, alter fresh set default upper('x'); drop table a cascade; insert into d values (5, 'z', 7);",
    })
    const { tables, left } = source.schema
    assert.deepEqual(
      tables.map(({ schema, name }) => `${schema}.${name}`),
      ['public.c', 's.d'],
    )
    const [c, d] = tables
    assert.deepEqual(c?.foreignKeys, [])
    assert.deepEqual(c?.columns[2]?.type, { kind: 'choice', name: 'k', values: ['w', 'x', 'y'] })
    assert.deepEqual(d?.primaryKey, ['id'])
    assert.deepEqual(
      d?.columns.map(({ name, native }) => [name, native]),
      [
        ['id', 'integer'],
        ['fresh', 'text'],
        ['extra', 'bigint'],
      ],
    )
    assert.deepEqual(d?.columns[1]?.default, { kind: 'sql', sql: "upper('x')" })
    assert.deepEqual(await readAll(source, { schema: 's', name: 'd' }), [
      { id: 5, fresh: 'z', extra: 7 },
    ])
    assert.deepEqual(left, [])
    await source.close()
  })

  test('tell the line of a mistake, and the rest is read', async () => {
    const source = await openText({
      'a.sql':
        'create table a (id serial);\n\n-- x\ncreate table b (\n  id int,\n  select text\n);\ninsert into a values (1);\ncreat table c (d int);\n',
    })
    assert.deepEqual(
      source.schema.tables.map(({ name }) => name),
      ['a'],
    )
    assert.deepEqual(
      source.schema.left.map(({ what, reason }) => [what, reason]),
      [
        [
          'a.sql:6: create table b ( id int, select text );',
          `PostgreSQL's parser refuses it: syntax error at or near "select"`,
        ],
        [
          'a.sql:9: creat table c (d int);',
          `PostgreSQL's parser refuses it: syntax error at or near "creat"`,
        ],
      ],
    )
    assert.equal(source.schema.left[0]?.suggestion, 'Mend it in the file; everything else was read')
    await source.close()
  })

  test('give rows what the database would have: numbers, defaults, the same each time', async () => {
    const source = await openText({
      'a.sql': `create table a (id serial primary key, n int generated always as identity (start 10 increment 5),
        u uuid default gen_random_uuid(), s text default 'x', at timestamptz default now(), f text default lower('A'));
        insert into a (s) values ('one'), (default), (lower('TWO'));
        insert into a default values;
        insert into a values (9, default, '7C9E6679-7425-40DE-944B-E07FC1F90AE7', E'tab\\t\\u00fc', '2024-01-01 12:00+01', null);
        create table made as select 1 as x; insert into a (s) select 'no';
        update a set s = 'changed';
        insert into a (s) values ((select max(s) from a));`,
    })
    const rows = await readAll(source, { schema: 'public', name: 'a' })
    assert.deepEqual(
      rows.map(({ id, n, s }) => [id, n, s]),
      [
        [1, 10, 'one'],
        [2, 15, 'x'],
        [3, 20, 'x'],
        [4, 25, 'x'],
        [9, 30, 'tab\tü'],
        [5, 35, 'x'],
      ],
    )
    assert.equal(rows[4]?.u, '7c9e6679-7425-40de-944b-e07fc1f90ae7')
    assert.equal(rows[4]?.at, '2024-01-01T11:00:00.000Z')
    assert.match(
      String(rows[0]?.u),
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    assert.equal(new Set(rows.map(({ u }) => u)).size, 6)
    assert.deepEqual(await readAll(source, { schema: 'public', name: 'a' }, 1), rows)
    assert.deepEqual(
      source.schema.left.map(({ what }) => what),
      [
        'a.sql:6: table made',
        '2 statements that change rows: a.sql:6, a.sql:7',
        'values that queries give, in 1 INSERT: a.sql:8',
      ],
    )
    await source.close()
  })

  test('go on behind every position with the rows that come then', async () => {
    const inserts = Array.from(
      { length: 40 },
      (_, n) =>
        `insert into a (s) values ('${n};'), ('it''s ${n}');${n % 3 === 0 ? ' insert into b values (1);' : ''}`,
    )
    const copied = Array.from({ length: 30 }, (_, n) => `${n + 100}\tcopied ${n}`)
    const source = await openText({
      'a.sql': `create table a (id serial, s text); create table b (c int);\n${inserts.join('\n')}\ncopy a (id, s) from stdin;\n${copied.join('\n')}\n\\.\ninsert into a (s) values ('last');\n`,
    })
    const table = { schema: 'public', name: 'a' }
    const all = await readAll(source, table)
    assert.equal(all.length, 111)
    assert.deepEqual(all.at(-1), { id: 81, s: 'last' })
    assert.equal(await source.rows?.count(table), 111)
    const positions: [position: JsonValue, read: number][] = []
    let read = 0
    for await (const batch of source.rows?.read(table, { after: null, size: 7 }) ?? []) {
      read += batch.rows.length
      positions.push([batch.position, read])
    }
    for (const [position, count] of positions) {
      const rest = []
      for await (const batch of source.rows?.read(table, { after: position, size: 50 }) ?? []) {
        rest.push(...batch.rows.map((row) => ({ ...row })))
      }
      assert.deepEqual(rest, all.slice(count), JSON.stringify(position))
    }
    await source.close()
  })

  test('may have the rows before the tables, and rows of tables that nobody makes are told', async () => {
    const source = await openText({
      'data.sql': `set search_path = s; insert into a values (1), (2); insert into b values (3); copy s.a (id) from stdin;\n4\n\\.\ninsert into a values (5);`,
      'schema.sql':
        'create table s.a (id serial); create temporary table t (x int); insert into t values (1);',
    })
    assert.deepEqual(
      (await readAll(source, { schema: 's', name: 'a' })).map(({ id }) => id),
      [1, 2, 4, 5],
    )
    assert.equal(await source.rows?.count({ schema: 's', name: 'a' }), 4)
    assert.deepEqual(source.schema.left, [
      {
        what: 'data.sql:1: rows of table b',
        reason: 'no statement makes this table',
        suggestion: 'Give the file that makes it beside this one, in a folder',
      },
    ])
    await source.close()
  })

  test('with a mark of UTF-8 at their beginning are read', async () => {
    const source = await openText({ 'a.sql': '\ufeffcreate table a (id serial);' })
    assert.deepEqual(source.schema.left, [])
    await source.close()
  })

  test('of another encoding are read by what they say of it', async () => {
    const text =
      "set client_encoding = 'LATIN1';\ncreate table größe (ä text default 'ö');\ninsert into größe values ('ü');"
    const { mkdtempSync, writeFileSync, rmSync } = await import('node:fs')
    const { join } = await import('node:path')
    const { tmpdir } = await import('node:os')
    const folder = mkdtempSync(join(tmpdir(), 'cambium-sql-'))
    const path = join(folder, 'a.sql')
    writeFileSync(path, Buffer.from(text, 'latin1'))
    const { sqlFileReader } = await import('./sql-file-reader.ts')
    const source = await sqlFileReader.open({
      source: path,
      schemas: [],
      dialect: 'postgres',
      progress: () => {},
    })
    const [table] = source.schema.tables
    assert.equal(table?.name, 'größe')
    assert.deepEqual(table?.columns[0]?.default, { kind: 'literal', value: 'ö' })
    await source.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('are refused with the way to go where nothing can be read', async () => {
    await assert.rejects(
      openText({ 'a.sql': 'insert into a values (1);' }, { dialect: 'postgres' }),
      /no table in a\.sql/,
    )
    await assert.rejects(
      openText({ 'a.sql': 'create table `a` (id int auto_increment) engine=innodb;' }),
      (error: Error & { hint?: string }) =>
        /MySQL or MariaDB/.test(error.message) && /pgloader/.test(error.hint ?? ''),
    )
    const binary: [start: string, way: RegExp][] = [
      ['PGDMP\u0001', /pg_restore/],
      ['\u001f', /gunzip/],
    ]
    for (const [start, way] of binary) {
      const bytes = start === '\u001f' ? Buffer.from([0x1f, 0x8b, 8]) : Buffer.from(start)
      await assert.rejects(openText({ 'a.sql': bytes }), (error: Error & { hint?: string }) =>
        way.test(error.hint ?? ''),
      )
    }
    await assert.rejects(
      openText({ 'a.sql': 'create table s.a (id serial);' }, { schemas: ['x'] }),
      (error: Error & { hint?: string }) => /There are: s\./.test(error.hint ?? ''),
    )
    await assert.rejects(openText({ 'a.txt': '', 'b.txt': '' }), /has no \*\.sql file/)
  })
})
