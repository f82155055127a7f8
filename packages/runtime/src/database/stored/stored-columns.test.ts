import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { triedDatabases } from '../fixture/index.ts'
import { comparedLike, inList } from '../in-list.ts'
import {
  assignments,
  boolean,
  type Columns,
  type ColumnType,
  columns,
  type Database,
  date,
  decimal,
  identifier,
  instant,
  integer,
  json,
  number,
  sql,
  storedAs,
  string,
  values,
} from '../index.ts'

interface Case {
  /** The type of the column, and what a model says of it. */
  sql: string
  stored?: string
  kind: ColumnType
  /** What others wrote, in SQL, and what a record has. */
  theirs: string
  reads: unknown
  /** What is written, when that is another value. */
  writes?: unknown
  /** What SQL has of it then, as text. */
  leaves: string
}

const time = '2024-02-29T12:30:45.000Z'

const cases: { [dialect: string]: Case[] } = {
  postgres: [
    {
      sql: 'uuid',
      stored: 'uuid',
      kind: 'string',
      theirs: `'7C9E6679-7425-40de-944b-e07fc1f90ae7'`,
      reads: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      leaves: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    },
    {
      sql: 'mood',
      stored: 'mood',
      kind: 'string',
      theirs: `'it''s bad'`,
      reads: `it's bad`,
      leaves: `it's bad`,
    },
    {
      sql: 'spirits',
      stored: 'domain mood',
      kind: 'string',
      theirs: `'happy'`,
      reads: 'happy',
      leaves: 'happy',
    },
    { sql: 'char(5)', stored: 'bpchar', kind: 'string', theirs: `'ab'`, reads: 'ab', leaves: 'ab' },
    {
      sql: 'bytea',
      stored: 'bytea',
      kind: 'string',
      theirs: `'\\x00ff'`,
      reads: 'AP8=',
      leaves: '\\x00ff',
    },
    {
      sql: 'interval',
      stored: 'interval',
      kind: 'string',
      theirs: `'1 year 2 mons -04:05:06.5'`,
      reads: 'P1Y2MT-4H-5M-6.5S',
      leaves: '1 year 2 mons -04:05:06.5',
    },
    { sql: 'xml', stored: 'xml', kind: 'string', theirs: `'<a/>'`, reads: '<a/>', leaves: '<a/>' },
    { sql: 'smallint', kind: 'integer', theirs: '-7', reads: -7, leaves: '-7' },
    {
      sql: 'money',
      stored: 'money',
      kind: 'decimal',
      theirs: `'-12.50'`,
      reads: '-12.50',
      leaves: '-$12.50',
    },
    { sql: 'numeric', kind: 'decimal', theirs: '1.23456', reads: '1.23456', leaves: '1.23456' },
    { sql: 'real', stored: 'real', kind: 'number', theirs: '0.1', reads: 0.1, leaves: '0.1' },
    {
      sql: 'timestamp',
      stored: 'timestamp',
      kind: 'instant',
      theirs: `'2024-02-29 12:30:45.123456'`,
      reads: '2024-02-29T12:30:45.123456Z',
      leaves: '2024-02-29 12:30:45.123456',
    },
    {
      sql: 'timestamptz',
      kind: 'instant',
      theirs: `'2024-02-29 13:30:45+01'`,
      reads: time,
      leaves: '2024-02-29 12:30:45+00',
    },
    {
      sql: 'timestamptz',
      kind: 'instant',
      theirs: `'infinity'`,
      reads: 'infinity',
      leaves: 'infinity',
    },
    {
      sql: 'text[]',
      stored: 'text[]',
      kind: 'json',
      theirs: `array['a,"b"', null, 'NULL']`,
      reads: ['a,"b"', null, 'NULL'],
      leaves: '{"a,\\"b\\"",NULL,"NULL"}',
    },
    {
      sql: 'integer[]',
      stored: 'integer[]',
      kind: 'json',
      theirs: `'{{1,2},{3,4}}'`,
      reads: [
        [1, 2],
        [3, 4],
      ],
      leaves: '{{1,2},{3,4}}',
    },
    {
      sql: 'timestamptz[]',
      stored: 'timestamptz[]',
      kind: 'json',
      theirs: `array['2024-02-29 12:30:45+00'::timestamptz]`,
      reads: [time],
      leaves: '{"2024-02-29 12:30:45+00"}',
    },
    {
      sql: 'point',
      stored: 'point',
      kind: 'json',
      theirs: `'(1.5,-2)'`,
      reads: { lat: -2, lng: 1.5 },
      leaves: '(1.5,-2)',
    },
    {
      sql: 'json',
      stored: 'json',
      kind: 'json',
      theirs: `'{"b":1}'`,
      reads: { b: 1 },
      leaves: '{"b":1}',
    },
  ],
  sqlite: [
    {
      sql: 'datetime',
      stored: 'YYYY-MM-DD HH:MM:SS',
      kind: 'instant',
      theirs: `'2024-02-29 12:30:45'`,
      reads: time,
      leaves: '2024-02-29 12:30:45',
    },
    {
      sql: 'datetime',
      stored: 'YYYY-MM-DD HH:MM:SS.SSSSSS',
      kind: 'instant',
      theirs: `'2024-02-29 12:30:45.123456'`,
      reads: '2024-02-29T12:30:45.123456Z',
      leaves: '2024-02-29 12:30:45.123456',
    },
    {
      sql: 'integer',
      stored: 'epoch',
      kind: 'instant',
      theirs: '1709209845',
      reads: time,
      leaves: '1709209845',
    },
    {
      sql: 'integer',
      stored: 'milliseconds',
      kind: 'instant',
      theirs: '1709209845000',
      reads: time,
      leaves: '1709209845000',
    },
    {
      sql: 'datetime',
      stored: 'mixed',
      kind: 'instant',
      theirs: `'2024-02-29T13:30:45+01:00'`,
      reads: time,
      leaves: time,
    },
    {
      sql: 'real',
      stored: 'julian',
      kind: 'instant',
      theirs: `julianday('2024-02-29 12:30:45')`,
      reads: time,
      leaves: '2460370.0213541',
    },
    {
      sql: 'integer',
      stored: 'epoch',
      kind: 'date',
      theirs: '1709164800',
      reads: '2024-02-29',
      leaves: '1709164800',
    },
    {
      sql: 'datetime',
      stored: 'YYYY-MM-DD HH:MM:SS',
      kind: 'instant',
      theirs: `'soon'`,
      reads: 'soon',
      leaves: 'soon',
    },
    { sql: 'text', stored: 't/f', kind: 'boolean', theirs: `'t'`, reads: true, leaves: 't' },
    { sql: 'boolean', kind: 'boolean', theirs: '0', reads: false, leaves: '0' },
    { sql: 'real', kind: 'decimal', theirs: '12.5', reads: '12.50', leaves: '12.5' },
    {
      sql: 'text',
      stored: 'text',
      kind: 'decimal',
      theirs: `'12.50'`,
      reads: '12.50',
      leaves: '12.50',
    },
    {
      sql: 'integer',
      kind: 'integer',
      theirs: '9223372036854775807',
      reads: '9223372036854775807',
      leaves: '9223372036854775807',
    },
    { sql: 'integer', kind: 'integer', theirs: `'a lot'`, reads: 'a lot', leaves: 'a lot' },
    {
      sql: 'blob',
      stored: 'uuid bytes',
      kind: 'string',
      theirs: `x'7c9e6679742540de944be07fc1f90ae7'`,
      reads: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      leaves: '7C9E66797425',
    },
    {
      sql: 'text',
      stored: 'upper',
      kind: 'string',
      theirs: `'7C9E6679-7425-40DE-944B-E07FC1F90AE7'`,
      reads: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      leaves: '7C9E6679-7425-40DE-944B-E07FC1F90AE7',
    },
    { sql: 'text', kind: 'json', theirs: `'no { json'`, reads: 'no { json', leaves: '"no { json"' },
  ],
}

const makers = { string, integer, number, boolean, instant, date, json } as const

interface Row {
  id: number
  v: unknown
}

for (const { name, dialect, open } of triedDatabases({ inMemory: true })) {
  describe(`columns that others made on ${name}`, () => {
    let db: Database
    before(async () => {
      db = await open()
      if (dialect === 'sqlite') return
      await db.script(
        `create type mood as enum ('happy', 'it''s bad'); create domain spirits as mood`,
      )
    })
    after(() => db.close())

    for (const [index, one] of (cases[dialect] ?? []).entries()) {
      test(`${one.sql} (${one.stored ?? 'as ours'}) with ${one.theirs}`, async () => {
        const table = await makeTable(db, `t${index}`, one)
        const all = await db.all<Row>(sql`select ${table} from ${identifier(table.table)}`)
        assert.deepEqual(all, [{ id: 1, v: one.reads }])
        await db.run(
          sql`insert into ${identifier(table.table)} ${values(table, { id: 2, v: one.reads })}`,
        )
        const same =
          await db.run(sql`update ${identifier(table.table)} set ${assignments(table, { v: one.reads })}
          where "id" = 2`)
        assert.equal(same, 1)
        const kept = await db.first<{ v: string }>(
          sql`select ${table}, substr(cast(${keptForm(dialect, one)} as text), 1, ${one.leaves.length}) as kept from ${identifier(table.table)} where "id" = 2`,
        )
        assert.deepEqual(kept, { id: 2, v: one.reads, kept: one.leaves })
        if (one.kind === 'json') return
        const found = await db.all<Row>(
          sql`select ${table} from ${identifier(table.table)} where ${table.expression('v')} = ${table.encode('v', one.reads)} order by ${table.expression('v')}, "id"`,
        )
        assert.equal(found.length, 2)
      })
    }

    test('what the database fills is left to it', async () => {
      await db.script(
        `create table filled ("id" integer primary key, "n" integer default 7, "d" integer generated always as ("id" * 2) stored)`,
      )
      const filled: Columns<{ id: number; n: number | null; d: number | null }> = columns(
        'filled',
        {
          id: integer('id'),
          n: storedAs(integer('n'), 'integer, default'),
          d: storedAs(integer('d'), 'integer, generated'),
        },
        { adopted: true },
      )
      const made = await db.first(
        sql`insert into "filled" ${values(filled, { id: 4, n: null, d: null })} returning ${filled}`,
      )
      assert.deepEqual(made, { id: 4, n: 7, d: 8 })
      const changed = await db.first(
        sql`update "filled" set ${assignments(filled, { n: null, d: 9 })} returning ${filled}`,
      )
      assert.deepEqual(changed, { id: 4, n: null, d: 8 })
    })

    test('lists are compared by the type of their column', async () => {
      const stored = dialect === 'postgres' ? 'uuid' : 'text'
      await db.script(`create table "keyed" ("id" ${stored})`)
      const keyed: Columns<{ id: string }> = columns('keyed', {
        id: storedAs(string('id'), stored),
      })
      const ids = [1, 2].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`)
      for (const id of ids) await db.run(sql`insert into "keyed" ${values(keyed, { id })}`)
      const other = sql`k."id"`
      comparedLike(other, keyed.expression('id'))
      const rows =
        await db.all(sql`select ${keyed} from "keyed" where ${inList(keyed.expression('id'), ids)}
        and exists (select 1 from "keyed" k where ${inList(other, ids)})`)
      assert.equal(rows.length, 2)
    })
  })
}

/** Bytes are looked at in digits. */
function keptForm(dialect: string, { sql: type }: Case) {
  return dialect === 'sqlite' && type === 'blob' ? sql`hex("v")` : sql`"v"`
}

async function makeTable(db: Database, name: string, one: Case): Promise<Columns<Row>> {
  await db.script(`create table "${name}" ("id" integer, "v" ${one.sql});
    insert into "${name}" values (1, ${one.theirs})`)
  const plain = one.kind === 'decimal' ? decimal('v', 2) : makers[one.kind as 'string']('v')
  const column = one.stored === undefined ? plain : storedAs(plain, one.stored)
  return columns(name, { id: integer('id'), v: column }, { adopted: true })
}
