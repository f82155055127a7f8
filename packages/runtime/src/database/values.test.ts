import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AppError } from '../errors/index.ts'
import { contractDatabases } from './contract-databases.ts'
import {
  assignments,
  bigint,
  boolean,
  type Columns,
  columns,
  computed,
  type Database,
  date,
  decimal,
  encrypted,
  inList,
  instant,
  integer,
  json,
  number,
  sql,
  string,
  values,
} from './index.ts'

interface Sample {
  id: string
  name: string | null
  count: number | null
  ratio: number | null
  active: boolean | null
  at: string | null
  day: string | null
  data: unknown
  price: string | null
  big: string | null
  hidden: string | null
}

const sampleColumns: Columns<Sample> = columns('samples', {
  id: string('id'),
  name: string('name'),
  count: integer('count'),
  ratio: number('ratio'),
  active: boolean('active'),
  at: instant('at'),
  day: date('day'),
  data: json('data'),
  price: decimal('price', 2),
  big: bigint('big'),
  hidden: encrypted('hidden'),
})

const tables = {
  sqlite: `create table "samples" ("id" text primary key, "name" text, "count" integer, "ratio" real,
    "active" integer, "at" text, "day" text, "data" text, "price" integer, "big" integer, "hidden" text) strict`,
  postgres: `create table "samples" ("id" text primary key, "name" text, "count" bigint, "ratio" double precision,
    "active" boolean, "at" timestamptz, "day" date, "data" jsonb, "price" numeric(18,2), "big" bigint, "hidden" text)`,
}

const full: Sample = {
  id: 'full',
  name: 'Zoë "quoted" \\ \u{1F333}',
  count: Number.MAX_SAFE_INTEGER,
  ratio: 0.1,
  active: true,
  at: '2026-01-31T23:59:59.007Z',
  day: '2024-02-29',
  data: { list: [1, 'two', null, { deep: true }], text: '$1 ?' },
  price: '-9999999999999999.05',
  big: '9223372036854775807',
  hidden: 'for nobody else',
}

const empty: Sample = {
  id: 'empty',
  name: null,
  count: null,
  ratio: null,
  active: null,
  at: null,
  day: null,
  data: null,
  price: null,
  big: null,
  hidden: null,
}

function insert(db: Database, record: Partial<Sample>): Promise<Sample | undefined> {
  return db.first(
    sql`insert into "samples" ${values(sampleColumns, record)} returning ${sampleColumns}`,
  )
}

async function select(db: Database): Promise<Sample[]> {
  return db.all(sql`select ${sampleColumns} from "samples" order by "samples"."id"`)
}

for (const { name, dialect, open } of contractDatabases) {
  describe(`values on ${name}`, () => {
    async function openSamples(): Promise<Database> {
      const db = await open()
      await db.script(tables[dialect])
      return db
    }

    test('come back as they were stored, of every type and null', async () => {
      const db = await openSamples()
      assert.deepEqual(await insert(db, full), full)
      assert.deepEqual(await insert(db, empty), empty)
      assert.deepEqual(await select(db), [empty, full])
      await db.close()
    })

    test('at the edges of their types stay exact', async () => {
      const db = await openSamples()
      const edges: Partial<Sample>[] = [
        { id: '0', count: Number.MIN_SAFE_INTEGER, big: '-9223372036854775808', price: '0.00' },
        { id: '1', count: 0, ratio: -0.5, big: '9007199254740993', price: '0.05', active: false },
        { id: '2', data: [], name: '', ratio: 1e300, price: '-0.10' },
        { id: '3', data: 'text', day: '0001-01-01', at: '1969-12-31T23:59:59.999Z' },
        { id: '4', data: 0.5, day: '9999-12-31', at: '9999-12-31T23:59:59.999Z' },
        { id: '5', data: false, hidden: '' },
      ]
      for (const edge of edges) assert.deepEqual(await insert(db, edge), { ...empty, ...edge })
      await db.close()
    })

    test('written in another form come back in the one form', async () => {
      const db = await openSamples()
      const stored = await insert(db, { id: 'x', at: '2026-01-01T02:00:00+02:00', price: '7' })
      assert.equal(stored?.at, '2026-01-01T00:00:00.000Z')
      assert.equal(stored?.price, '7.00')
      await db.close()
    })

    test('of a decimal with too many digits are refused', async () => {
      const db = await openSamples()
      await assert.rejects(
        async () => insert(db, { id: 'x', price: '1.005' }),
        (error) => error instanceof AppError && error.code === 'invalid',
      )
      await db.close()
    })

    test('encrypted are not in the file as they were written', async () => {
      const db = await openSamples()
      await insert(db, full)
      const [row] = await db.all<{ hidden: string }>(sql`select "hidden" from "samples"`)
      assert.ok(row && !row.hidden.includes('nobody'))
      await db.close()
    })

    test('changed by assignments leave the others alone', async () => {
      const db = await openSamples()
      await insert(db, full)
      const changed = await db.first<Sample>(sql`
        update "samples" set ${assignments(sampleColumns, { price: '1.50', active: false, name: undefined as never })}
        where "samples"."id" = ${'full'} returning ${sampleColumns}
      `)
      assert.deepEqual(changed, { ...full, price: '1.50', active: false })
      const same = await db.first<Sample>(sql`
        update "samples" set ${assignments(sampleColumns, {})} returning ${sampleColumns}
      `)
      assert.deepEqual(same, changed)
      await db.close()
    })

    test('of every type can be filtered and sorted by', async () => {
      const db = await openSamples()
      await insert(db, full)
      await insert(db, {
        ...empty,
        id: 'small',
        price: '9.50',
        big: '5',
        at: '2020-01-01T00:00:00Z',
      })
      for (const property of sampleColumns.properties) {
        if (property === 'data' || property === 'hidden') continue
        const found = await db.all<Sample>(sql`
          select ${sampleColumns} from "samples"
          where ${sampleColumns.expression(property)} = ${sampleColumns.encode(property, full[property])}
          order by ${sampleColumns.expression(property)} limit ${10}
        `)
        assert.deepEqual(found, [full], property)
      }
      const below = await db.count(sql`
        select count(*) from "samples"
        where ${sampleColumns.expression('price')} < ${sampleColumns.encode('price', '10')}
      `)
      assert.equal(below, 2)
      assert.throws(() => sampleColumns.expression('hidden'), /encrypted/)
      await db.close()
    })

    test('in a list of any length are one parameter, and nulls never match', async () => {
      const db = await openSamples()
      await insert(db, full)
      await insert(db, { ...empty, id: 'a"b\\c,{}', count: 3, big: '9007199254740993' })
      const count = (list: ReturnType<typeof inList>) =>
        db.count(sql`select count(*) from "samples" where ${list}`)
      assert.equal(await count(inList(sql`"samples"."id"`, ['a"b\\c,{}', 'none', null])), 1)
      assert.equal(await count(inList(sql`"samples"."count"`, [1, 2, 3])), 1)
      assert.equal(await count(inList(sql`"samples"."big"`, ['9007199254740993'], 'bigint')), 1)
      assert.equal(await count(inList(sql`"samples"."big"`, ['9007199254740992'], 'bigint')), 0)
      assert.equal(await count(inList(sql`"samples"."count"`, [null], 'integer')), 0)
      assert.equal(await count(inList(sql`"samples"."id"`, [])), 0)
      assert.equal(await count(inList(sql`"samples"."active"`, [true])), 1)
      await db.close()
    })

    test('selected behind the columns appear under their names, computed ones are decoded', async () => {
      const db = await openSamples()
      await insert(db, full)
      const described = columns<{ id: string; wanted: boolean; twice: number }>('samples', {
        id: string('id'),
        wanted: computed('boolean', sql`"samples"."count" > ${5}`),
        twice: computed('number', sql`"samples"."ratio" * 2`),
      })
      const row = await db.first(sql`select ${described}, 1 + 1 as "two" from "samples"`)
      assert.deepEqual(row, { id: 'full', wanted: true, twice: 0.2, two: 2 })
      await db.close()
    })

    test('of plain rows come under the names of the query', async () => {
      const db = await openSamples()
      const row = await db.first(sql`select 1 as "one", 'a' as "__proto__", null as "none"`)
      assert.deepEqual(Object.keys(row as object), ['one', '__proto__', 'none'])
      assert.equal(await db.first(sql`select 1 as one from "samples"`), undefined)
      await db.close()
    })
  })
}
