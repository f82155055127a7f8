import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Database, openSqlite, raw, sql } from '../index.ts'
import { createVisitCounter, limitVisits, TooManyRows } from './index.ts'

async function thousandRows(): Promise<Database> {
  const database = openSqlite({ path: ':memory:' })
  await database.run(raw('create table "t" ("n" integer primary key, "word" text) strict'))
  await database.run(
    raw(`insert into "t" with recursive c(n) as (select 1 union all select n + 1 from c where n < 1000)
      select n, 'word ' || n from c`),
  )
  return database
}

test('a statement that goes through more rows than it may is ended', async () => {
  const database = await thousandRows()
  const count = (rows: number): Promise<number> => {
    const { visited, matched } = limitVisits(rows)
    return database.count(
      sql`select count(*) from "t" where ${visited} and "n" % 2 = 0 and ${matched}`,
    )
  }
  assert.equal(await count(1_000), 500)
  await assert.rejects(count(999), (error: unknown) => {
    assert.ok(error instanceof TooManyRows)
    assert.equal(error.matches, 499)
    return true
  })
  assert.equal(await count(1_000), 500)
  await database.close()
})

test('an index and a limit keep what it goes through small', async () => {
  const database = await thousandRows()
  const { visited } = limitVisits(10)
  const rows = await database.all(
    sql`select "n" from "t" where ${visited} and "n" > 500 order by "n" limit 10`,
  )
  assert.equal(rows.length, 10)
  await database.close()
})

test('the rows of a query inside count too', async () => {
  const database = await thousandRows()
  const { visited } = limitVisits(1_100)
  const inside = sql`"n" in (select "n" from "t" where ${visited} and "word" <> '')`
  await assert.rejects(
    database.all(sql`select "n" from "t" where ${visited} and ${inside} order by "word"`),
    TooManyRows,
  )
  await database.close()
})

test('a transaction goes on after such an end', async () => {
  const database = await thousandRows()
  const left = await database.transaction(async (transaction) => {
    await transaction.run(sql`delete from "t" where "n" = 1`)
    const { visited } = limitVisits(10)
    await assert.rejects(
      transaction.count(sql`select count(*) from "t" where ${visited}`),
      TooManyRows,
    )
    return transaction.count(sql`select count(*) from "t"`)
  })
  assert.equal(left, 999)
  assert.equal(await database.count(sql`select count(*) from "t"`), 999)
  await database.close()
})

test('a statement that works for long is ended, however few its rows', () => {
  const { visited } = createVisitCounter()
  const startedAt = performance.now()
  assert.throws(() => {
    while (performance.now() - startedAt < 20_000) {
      visited(1, Number.MAX_SAFE_INTEGER)
      for (let work = 0; work < 1_000; work++) Math.sqrt(work)
    }
  }, TooManyRows)
})
