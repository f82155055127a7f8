import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { readTestServer } from '../../config/index.ts'
import { AppError, StartupError } from '../../errors/index.ts'
import type { Database, Queryable } from '../database.ts'
import { sql } from '../sql.ts'
import { startTcpProxy } from '../tcp-proxy.ts'
import { openServer, openTestSchema, type ServerOptions } from './index.ts'

const url = readTestServer()
const skip = url === undefined ? 'CAMBIUM_TEST_POSTGRES_URL is not set' : false
const address = new URL(url ?? 'postgres://nobody@127.0.0.1:1/none')
const opened: { close(): unknown }[] = []
after(async () => {
  for (const one of opened.reverse()) await one.close()
})

async function open(options: Partial<ServerOptions> = {}): Promise<Database> {
  const database = await openServer({ url: address.href, ...options })
  opened.push(database)
  return database
}

async function openSchema(options: Partial<ServerOptions> = {}): Promise<Database> {
  const database = await openTestSchema({ url: address.href, ...options })
  opened.push(database)
  return database
}

async function openBehindProxy(options: Partial<ServerOptions> = {}) {
  const proxy = await startTcpProxy(Number(address.port))
  opened.push(proxy)
  const behind = new URL(address)
  behind.port = String(proxy.port)
  return { proxy, database: await open({ url: behind.href, ...options }) }
}

const one = (db: Database): Promise<number> => db.count(sql`select 1`)

async function isUnavailable(work: Promise<unknown>, withinMs: number): Promise<void> {
  const startedAt = performance.now()
  await assert.rejects(work, (error) => error instanceof AppError && error.code === 'unavailable')
  const tookMs = performance.now() - startedAt
  assert.ok(tookMs < withinMs, `it took ${Math.round(tookMs)} ms`)
}

describe('a PostgreSQL server', { skip }, () => {
  test('has every limit on unless told', async () => {
    const db = await open({ applicationName: 'shop' })
    const settings = await db.all<{ name: string; setting: string }>(sql`
      select name, setting from pg_settings where name in ('statement_timeout', 'lock_timeout',
        'idle_in_transaction_session_timeout', 'application_name') order by name
    `)
    assert.deepEqual(Object.fromEntries(settings.map(({ name, setting }) => [name, setting])), {
      application_name: 'shop',
      idle_in_transaction_session_timeout: '10000',
      lock_timeout: '4000',
      statement_timeout: '10000',
    })
  })

  test('gives statements that take too long up, and goes on', async () => {
    const db = await open({ statementTimeoutMs: 100 })
    await isUnavailable(db.all(sql`select pg_sleep(5)`), 2_000)
    assert.equal(await one(db), 1)
  })

  test('lets a transaction without a limit take its time', async () => {
    const db = await open({ statementTimeoutMs: 100, queryTimeoutMs: 200 })
    await db.transaction((tx) => tx.all(sql`select pg_sleep(0.4)`), { timeLimitMs: 0 })
    await isUnavailable(
      db.transaction((tx) => tx.all(sql`select pg_sleep(0.4)`)),
      2_000,
    )
  })

  test('notices nothing of a type that was changed meanwhile, on any connection', async () => {
    const db = await openSchema({ poolSize: 4 })
    await db.script('create table "a" ("id" integer primary key, "n" integer)')
    await db.run(sql`insert into "a" values (1, 5)`)
    const read = (from: Queryable) => from.first(sql`select "n" from "a" where "id" = ${1}`)
    const readAll = () =>
      Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          index % 2 === 0
            ? read(db)
            : db.transaction(async (tx) => {
                await tx.first(sql`select pg_sleep(0.02)`)
                return read(tx)
              }),
        ),
      )
    await readAll()
    await db.script('alter table "a" alter column "n" type text using "n"::text')
    assert.deepEqual(
      await readAll(),
      Array.from({ length: 8 }, () => ({ n: '5' })),
    )
  })

  test('is not waited for when every connection is taken', async () => {
    const db = await open({ poolSize: 1, connectTimeoutMs: 200 })
    const slow = db.all(sql`select pg_sleep(1)`)
    await isUnavailable(one(db), 900)
    await slow
    assert.equal(await one(db), 1)
  })

  test('that goes silent is given up, and used again when it speaks', async () => {
    const { proxy, database } = await openBehindProxy({
      queryTimeoutMs: 300,
      connectTimeoutMs: 300,
    })
    assert.equal(await one(database), 1)
    proxy.become('hole')
    await isUnavailable(one(database), 1_500)
    await isUnavailable(
      database.transaction((tx) => tx.all(sql`select 1`)),
      1_500,
    )
    proxy.become('open')
    assert.equal(await one(database), 1)
  })

  test('that is gone is unavailable at once, and used again when it is back', async () => {
    const { proxy, database } = await openBehindProxy()
    const cut = database.transaction(async (tx) => {
      await tx.all(sql`select 1`)
      proxy.become('refuse')
      await wait(50)
      await tx.all(sql`select 2`)
    })
    await isUnavailable(cut, 1_000)
    await isUnavailable(one(database), 1_000)
    proxy.become('open')
    assert.equal(await one(database), 1)
  })

  test('that ends a connection nobody uses ends nothing else', async () => {
    const db = await open({ poolSize: 1, applicationName: 'to be ended' })
    await one(db)
    const other = await open()
    await other.all(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to be ended'`,
    )
    await wait(100)
    assert.equal(await one(db), 1)
  })

  test('that finds a deadlock is asked again, so that both succeed', async () => {
    const db = await openSchema()
    await db.script(
      'create table "items" ("id" text primary key, "n" int); insert into "items" values (\'a\', 0), (\'b\', 0)',
    )
    const add = (id: string) => sql`update "items" set "n" = "n" + 1 where "id" = ${id}`
    let runs = 0
    const cross = (first: string, second: string): Promise<void> =>
      db.transaction(async (tx) => {
        runs++
        await tx.run(add(first))
        await wait(100)
        await tx.run(add(second))
      })
    await Promise.all([cross('a', 'b'), cross('b', 'a')])
    assert.deepEqual(await db.all(sql`select "n" from "items"`), [{ n: 2 }, { n: 2 }])
    assert.ok(runs > 2)
  })

  test('keeps no more than 500 statements prepared on a connection', async () => {
    const db = await open({ poolSize: 1 })
    for (let index = 0; index < 520; index++) {
      await db.all({ ...sql`select 1`, strings: [`select ${index}`] })
    }
    const kept = await db.count(sql`select count(*) from pg_prepared_statements`)
    assert.ok(kept > 0 && kept < 100, `${kept} are kept`)
  })
})

describe('a server that cannot be used is named in one sentence', () => {
  const refuses = (options: ServerOptions, pattern: RegExp): Promise<void> =>
    assert.rejects(
      openServer(options),
      (error) =>
        error instanceof StartupError &&
        pattern.test(error.message) &&
        !/secret/.test(`${error.message} ${error.hint}`),
    )

  test('because nothing listens', () =>
    refuses({ url: 'postgres://ann:secret@127.0.0.1:1/shop' }, /127\.0\.0\.1:1\/shop cannot be/))

  test('because the address makes no sense', async () => {
    await refuses({ url: 'postgres://ann:sec#ret@host/shop' }, /cannot be read/)
    await refuses({ url: 'postgres://ann@host/shop?sslmode=maybe' }, /sslmode .* "maybe"/)
  })

  test('because it has no such database', { skip }, () =>
    refuses({ url: new URL('/none', address).href }, /has no such database/),
  )

  test('because it does not speak TLS', { skip }, () =>
    refuses({ url: `${address.href}?sslmode=require` }, /cannot be used/),
  )

  test('because it is silent', { skip }, async () => {
    const proxy = await startTcpProxy(Number(address.port))
    proxy.become('hole')
    const silent = new URL(address)
    silent.port = String(proxy.port)
    await refuses({ url: silent.href, connectTimeoutMs: 200 }, /cannot be used/)
    proxy.close()
  })
})
