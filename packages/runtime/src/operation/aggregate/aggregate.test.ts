import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createCaller, type Rule } from '../../access/index.ts'
import {
  bigint,
  boolean,
  type Columns,
  columns,
  type Database,
  date,
  decimal,
  instant,
  integer,
  number,
  raw,
  sql,
  string,
  values,
} from '../../database/index.ts'
import { silentLogger } from '../../log/index.ts'
import { type Context, createContext } from '../context.ts'
import { databases } from '../fixture/index.ts'
import { createRegistry } from '../registry.ts'
import type { Resource } from '../resource.ts'
import { aggregate } from './aggregate.ts'
import type { Aggregate, AggregateQuery } from './aggregate-query.ts'

interface Sale {
  id: string
  region: string | null
  paid: boolean
  cents: number | null
  price: string | null
  units: string | null
  weight: number | null
  day: string | null
  soldAt: string
  secret: number
  ownerId: string
}

const tables = {
  sqlite: `create table "sales" ("id" text primary key, "region" text, "paid" integer, "cents" integer, "price" integer,
    "units" integer, "weight" real, "day" text, "sold_at" text, "secret" integer, "owner_id" text) strict`,
  postgres: `create table "sales" ("id" text primary key, "region" text collate "C", "paid" boolean, "cents" bigint,
    "price" numeric(18, 2), "units" bigint, "weight" double precision, "day" date, "sold_at" timestamptz, "secret" bigint,
    "owner_id" text)`,
}

const saleColumns: Columns<Sale> = columns('sales', {
  id: string('id'),
  region: string('region'),
  paid: boolean('paid'),
  cents: integer('cents'),
  price: decimal('price', 2),
  units: bigint('units'),
  weight: number('weight'),
  day: date('day'),
  soldAt: instant('sold_at'),
  secret: integer('secret'),
  ownerId: string('owner_id'),
})

const ownSales: Rule<Sale> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => sql`"sales"."owner_id" = ${caller.id}`,
}

const never = (): never => {
  throw new Error('An aggregate needs no other statement')
}

const sale: Resource<Sale> = {
  name: 'Sale',
  words: 'sale',
  table: 'sales',
  columns: saleColumns,
  fields: { secret: { type: 'integer', hidden: true } },
  required: [],
  read: ownSales,
  list: never,
  count: never,
  find: never,
  sort: [],
  pageSize: 20,
  maxPageSize: 100,
  fieldRules: {
    weight: {
      read: { allow: () => true, where: (caller) => sql`"sales"."region" = ${caller.id}` },
    },
  },
}

const large = 9_007_199_254_740_991
const rows: Partial<Sale>[] = [
  { region: 'north', paid: true, cents: 10, price: '0.10', units: '9223372036854775807' },
  { region: 'north', paid: false, cents: 20, price: '0.20', units: '9223372036854775807' },
  { region: 'south', paid: true, cents: -5, price: '-7.05', units: '-1', day: '2026-02-28' },
  { region: 'south', paid: true, cents: large, price: null, units: null, weight: 1.5 },
  { region: null, paid: false, cents: large, price: '9999999999999999.99', units: null },
  { region: 'north', paid: true, cents: 1_000, price: '1.00', units: '5', ownerId: 'bob' },
]

for (const { name, open } of databases) {
  describe(`aggregates on ${name}`, () => {
    let database: Database
    let ann: Context
    before(async () => {
      database = await open()
      await database.run(raw(tables[database.dialect]))
      for (const [index, row] of rows.entries()) {
        const whole: Sale = {
          id: `s${index}`,
          region: null,
          paid: false,
          cents: null,
          price: null,
          units: null,
          weight: null,
          day: null,
          soldAt: `2026-0${1 + (index % 2)}-01T0${index}:30:00.000Z`,
          secret: index,
          ownerId: 'ann',
          ...row,
        }
        await database.run(sql`insert into "sales" ${values(saleColumns, whole)}`)
      }
      const services = {
        database,
        log: silentLogger,
        registry: createRegistry({ entities: [] }),
        cursorKey: new Uint8Array(32),
        runHooks: false,
      }
      const caller = createCaller({ id: 'ann' })
      ann = createContext(services, { caller, transport: 'test', requestId: 'test' })
    })
    after(() => database.close())

    const ask = (query: AggregateQuery<Sale>): Promise<Aggregate[]> => aggregate(ann, sale, query)

    test('counts the records the caller may read when nothing else is asked', async () => {
      assert.deepEqual(await ask({}), [{ count: 5 }])
      assert.deepEqual(await ask({ where: { region: 'north' } }), [{ count: 2 }])
      assert.deepEqual(await ask({ where: { region: 'west' } }), [{ count: 0 }])
    })

    test('adds up exactly beyond what numbers and 64 bits hold', async () => {
      assert.deepEqual(await ask({ sum: ['cents', 'price', 'units'] }), [
        {
          sum: {
            cents: '18014398509482007',
            price: '9999999999999993.24',
            units: '18446744073709551613',
          },
        },
      ])
      const [south] = await ask({ where: { region: 'south' }, sum: ['price', 'units'] })
      assert.deepEqual(south?.sum, { price: '-7.05', units: '-1' })
    })

    test('groups in the order of the keys, nothing first', async () => {
      const query = { groupBy: ['region', 'paid'], count: true, sum: ['price'] } as const
      assert.deepEqual(await ask(query), [
        {
          group: { region: null, paid: false },
          count: 1,
          sum: { price: '9999999999999999.99' },
        },
        { group: { region: 'north', paid: false }, count: 1, sum: { price: '0.20' } },
        { group: { region: 'north', paid: true }, count: 1, sum: { price: '0.10' } },
        { group: { region: 'south', paid: true }, count: 2, sum: { price: '-7.05' } },
      ])
    })

    test('averages, least and greatest have the form of the field', async () => {
      const [north] = await ask({
        where: { region: 'north' },
        avg: ['cents', 'price', 'units'],
        min: ['price', 'units', 'soldAt', 'region', 'cents'],
        max: ['price', 'day'],
      })
      assert.deepEqual(north, {
        avg: { cents: 15, price: '0.150000', units: '9223372036854775807.0000' },
        min: {
          cents: 10,
          price: '0.10',
          region: 'north',
          soldAt: '2026-01-01T00:30:00.000Z',
          units: '9223372036854775807',
        },
        max: { day: null, price: '0.20' },
      })
      const [south] = await ask({ where: { region: 'south' }, avg: ['price'], max: ['day'] })
      assert.deepEqual(south, { avg: { price: '-7.050000' }, max: { day: '2026-02-28' } })
      const [none] = await ask({
        where: { region: 'west' },
        avg: ['cents'],
        sum: ['price', 'cents'],
      })
      assert.deepEqual(none, { avg: { cents: null }, sum: { price: '0.00', cents: 0 } })
    })

    test('groups by units of time in UTC, and by exact numbers in their order', async () => {
      const months = await ask({ groupBy: ['soldAt:month'] })
      assert.deepEqual(months, [
        { group: { 'soldAt:month': '2026-01' }, count: 3 },
        { group: { 'soldAt:month': '2026-02' }, count: 2 },
      ])
      const [hour] = await ask({ groupBy: ['soldAt:hour', 'day:year'] })
      assert.deepEqual(hour?.group, { 'soldAt:hour': '2026-01-01T00', 'day:year': null })
      const prices = await ask({ groupBy: ['price'] })
      assert.deepEqual(
        prices.map(({ group }) => group?.price),
        [null, '-7.05', '0.10', '0.20', '9999999999999999.99'],
      )
    })

    test('server code without rules adds up every record, hidden fields too', async () => {
      const system = { ...ann, unrestricted: true, outward: false }
      const [all] = await aggregate(system, sale, { sum: ['secret', 'weight'], count: true })
      assert.deepEqual(all, { count: 6, sum: { secret: 15, weight: 1.5 } })
    })

    test('refuses what is hidden, partly readable, of another kind or too much', async () => {
      const refused: AggregateQuery<Sale>[] = [
        { sum: ['secret'] },
        { max: ['secret'] },
        { groupBy: ['secret'] },
        { sum: ['weight'] },
        { groupBy: ['weight'] },
        { sum: ['region'] },
        { min: ['paid'] },
        { groupBy: ['region:month'] as never },
        { groupBy: ['day:hour'] },
        { groupBy: ['soldAt:month:day'] as never },
        { groupBy: ['soldAt:__proto__'] as never },
        { groupBy: ['nope'] as never },
        { groupBy: ['region', 'paid', 'day', 'cents'] },
      ]
      for (const query of refused) {
        await assert.rejects(ask(query), { code: 'bad_request' }, JSON.stringify(query))
      }
      const guest = { ...ann, caller: createCaller({ id: null }) }
      await assert.rejects(aggregate(guest, sale, {}), { code: 'unauthenticated' })
    })

    test('refuses more than 1,000 groups', async () => {
      await database.transaction(async (transaction) => {
        for (let index = 0; index < 1_001; index++) {
          const row = { id: `x${index}`, cents: index, ownerId: 'many', paid: true }
          await transaction.run(sql`insert into "sales" ${values(saleColumns, row as Sale)}`)
        }
      })
      const many = { ...ann, caller: createCaller({ id: 'many' }) }
      await assert.rejects(aggregate(many, sale, { groupBy: ['id'] }), { code: 'bad_request' })
      assert.equal((await aggregate(many, sale, { groupBy: ['paid'] }))[0]?.count, 1_001)
    })
  })
}
