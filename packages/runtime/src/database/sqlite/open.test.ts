import assert from 'node:assert/strict'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError, StartupError } from '../../errors/index.ts'
import type { Database } from '../database.ts'
import { sql } from '../sql.ts'
import { openSqlite } from './index.ts'
import { checkVersion } from './settings.ts'

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'cambium-sqlite-'))

async function openItems(path = join(newFolder(), 'app.db')): Promise<Database> {
  const db = openSqlite({ path })
  await db.script('create table if not exists "items" ("id" text primary key) strict')
  return db
}

const insert = (db: Pick<Database, 'run'>, id: string): Promise<number> =>
  db.run(sql`insert into "items" ("id") values (${id})`)

const count = (db: Pick<Database, 'count'>): Promise<number> =>
  db.count(sql`select count(*) from "items"`)

function refuses(path: string, pattern: RegExp): void {
  assert.throws(
    () => openSqlite({ path }),
    (error) =>
      error instanceof StartupError && pattern.test(error.message) && error.message.includes(path),
  )
}

describe('opening an SQLite file', () => {
  test('makes the folders it needs and keeps what was written', async () => {
    const path = join(newFolder(), 'a', 'b', 'app.db')
    const db = await openItems(path)
    await insert(db, 'a')
    await db.close()
    const again = await openItems(path)
    assert.equal(await count(again), 1)
    await again.close()
  })

  test('refuses what is not a database, with a sentence', () => {
    const folder = newFolder()
    refuses(folder, /is a folder/)
    const text = join(folder, 'text.db')
    writeFileSync(text, 'This is a text and not a database. '.repeat(100))
    refuses(text, /is not an SQLite database/)
    refuses(join(text, 'app.db'), /folder of the database/)
    const short = join(folder, 'short.db')
    writeFileSync(short, 'SQLite format 3\0')
    refuses(short, /is not an SQLite database/)
    const odd = join(folder, 'odd.db')
    mkdirSync(`${odd}-wal`)
    refuses(odd, /cannot be/)
  })

  test('refuses a database that is cut off or overwritten, with a sentence', async () => {
    const whole = join(newFolder(), 'whole.db')
    const db = await openItems(whole)
    for (let id = 0; id < 20; id++) await insert(db, `${id}`.padEnd(2_000, '.'))
    await db.close()
    const bytes = readFileSync(whole)
    const damage: [name: string, damaged: Buffer, pattern: RegExp][] = [
      ['a page is missing', bytes.subarray(0, -4_096), /is damaged/],
      ['half of it is missing', bytes.subarray(0, bytes.length / 2), /is damaged/],
      ['a piece of the last page is missing', bytes.subarray(0, -1_000), /is damaged/],
      ['its first page is garbage', Buffer.from(bytes).fill(0xa5, 100, 4_096), /is damaged/],
      ['it is all garbage', Buffer.alloc(bytes.length, 0xa5), /is not an SQLite database/],
    ]
    for (const [name, damaged, pattern] of damage) {
      const path = join(newFolder(), `${name}.db`)
      writeFileSync(path, damaged)
      refuses(path, pattern)
    }
  })

  test('takes a file that ends anywhere when the log beside it has the rest', async () => {
    const path = join(newFolder(), 'app.db')
    const writing = new DatabaseSync(path)
    writing.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0')
    writing.exec('create table "items" ("id" text primary key) strict')
    const copy = join(newFolder(), 'copy.db')
    writeFileSync(copy, Buffer.concat([readFileSync(path), Buffer.alloc(1_000)]))
    copyFileSync(`${path}-wal`, `${copy}-wal`)
    writing.close()
    const db = openSqlite({ path: copy })
    await insert(db, 'a')
    assert.equal(await count(db), 1)
    await db.close()
  })

  test('refuses an SQLite that may lose data', () => {
    for (const version of ['3.51.2', '3.50.9', '2.99.99', '3.8']) {
      assert.throws(() => checkVersion(version), StartupError)
    }
    for (const version of ['3.51.3', '3.51.10', '3.52.0', '4.0']) checkVersion(version)
  })

  test('is durable: the log is flushed with each commit, and references are checked', async () => {
    const db = await openItems()
    const settings = await db.transaction(async (tx) => ({
      ...(await tx.first<object>(sql`pragma journal_mode`)),
      ...(await tx.first<object>(sql`pragma synchronous`)),
      ...(await tx.first<object>(sql`pragma foreign_keys`)),
      ...(await tx.first<object>(sql`pragma trusted_schema`)),
    }))
    assert.deepEqual(settings, {
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      trusted_schema: 0,
    })
    await db.close()
  })
})

describe('a database that is served', () => {
  test('is in write-ahead mode for every second connection, and its readers change nothing', async () => {
    const path = join(newFolder(), 'app.db')
    const db = await openItems(path)
    await insert(db, 'a')
    const second = new DatabaseSync(path)
    assert.deepEqual({ ...second.prepare('pragma journal_mode').get() }, { journal_mode: 'wal' })
    second.close()
    const settings = await db.first(sql`
      select (select "query_only" from pragma_query_only) as "queryOnly",
        (select "foreign_keys" from pragma_foreign_keys) as "foreignKeys"
    `)
    assert.deepEqual({ ...(settings as object) }, { queryOnly: 1, foreignKeys: 1 })
    await db.close()
  })
})

describe('an open SQLite file', () => {
  test('is read without waiting for a transaction that waits', async () => {
    const db = await openItems()
    const slow = db.transaction(async (tx) => {
      await insert(tx, 'a')
      await wait(200)
    })
    await wait(50)
    const started = performance.now()
    assert.equal(await count(db), 0)
    assert.ok(performance.now() - started < 100)
    await slow
    assert.equal(await count(db), 1)
    await db.close()
  })

  test('gives a kind of work that waits a commit of its own', async () => {
    const db = await openItems()
    const kind = { key: 'waits' }
    const waiting = (id: string): Promise<unknown> =>
      db.transaction(async (tx) => {
        await insert(tx, id)
        await wait(100)
      }, kind)
    await waiting('first')
    const order: string[] = []
    await Promise.all([
      insert(db, 'before').then(() => order.push('before')),
      waiting('second').then(() => order.push('second')),
      insert(db, 'after').then(() => order.push('after')),
    ])
    assert.deepEqual(order, ['before', 'second', 'after'])
    await db.close()
  })

  test('shares one commit among transactions that arrive together', async () => {
    const path = join(newFolder(), 'app.db')
    const db = await openItems(path)
    const before = statSync(`${path}-wal`).size
    const ids = Array.from({ length: 64 }, (_, index) => `id ${index}`)
    await Promise.all(ids.map((id) => db.transaction((tx) => insert(tx, id))))
    const pages = (statSync(`${path}-wal`).size - before) / 4_120
    assert.ok(pages < 20, `${pages} pages were written`)
    await db.close()
  })

  test('waits for another process that writes, then refuses as unavailable', async () => {
    const path = join(newFolder(), 'app.db')
    const db = openSqlite({ path, busyTimeoutMs: 300 })
    await db.script('create table "items" ("id" text primary key) strict')
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    const ended = insert(db, 'patient')
    await wait(100)
    other.exec('commit; begin immediate')
    other.exec('commit')
    await ended
    other.exec('begin immediate')
    await assert.rejects(
      insert(db, 'refused'),
      (error) => error instanceof AppError && error.code === 'unavailable',
    )
    assert.equal(await count(db), 1)
    other.exec('rollback')
    await insert(db, 'again')
    other.close()
    await db.close()
  })

  test('answers a full disk with storage_full, loses nothing, and goes on once there is space', async () => {
    const db = await openItems()
    const pages = await db.count(sql`pragma page_count`)
    const limit = (max: number): Promise<unknown> =>
      db
        .transaction((tx) => tx.all(sql`select 1`))
        .then(() => db.script(`pragma max_page_count = ${max}`))
    await limit(pages + 2)
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        db.transaction(async (tx) => {
          await insert(tx, `small ${index}`)
          if (index % 5 === 4) await insert(tx, `${index}`.repeat(20_000))
        }),
      ),
    )
    const kept = results.filter(({ status }) => status === 'fulfilled').length
    for (const result of results) {
      if (result.status === 'rejected') assert.equal(result.reason.code, 'storage_full')
    }
    assert.ok(kept < 20)
    assert.equal(await count(db), kept)
    await limit(1_000_000)
    await insert(db, 'x'.repeat(20_000))
    assert.equal(await count(db), kept + 1)
    await db.close()
  })

  test('has its log carried over into the file, and none is left when it is closed', async () => {
    const path = join(newFolder(), 'app.db')
    const db = await openItems(path)
    const before = statSync(path).size
    await db.transaction((tx) => insert(tx, 'x'.repeat(100_000)))
    for (let tries = 0; statSync(path).size === before && tries < 100; tries++) await wait(50)
    assert.ok(statSync(path).size > before)
    await insert(db, 'later')
    await db.close()
    assert.equal(statSync(`${path}-wal`, { throwIfNoEntry: false }), undefined)
    await db.close()
  })
})
