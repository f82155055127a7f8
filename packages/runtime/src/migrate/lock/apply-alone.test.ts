import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { readTestServer } from '../../config/index.ts'
import { type Database, openTestSchema, sql } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import { migrate, readSchemaState } from '../index.ts'

const url = readTestServer() ?? ''
const skip = url === '' ? 'CAMBIUM_TEST_POSTGRES_URL is not set' : false

function folderOf(scripts: { readonly [id: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-migrations-'))
  for (const [id, text] of Object.entries(scripts)) {
    mkdirSync(join(folder, id))
    writeFileSync(join(folder, id, 'plan.json'), JSON.stringify({ to: id }))
    writeFileSync(join(folder, id, 'sqlite.sql'), text)
    writeFileSync(join(folder, id, 'postgres.sql'), text)
  }
  return folder
}

const people = 'create table "people" ("id" text primary key, "email" text)'
const byEmail = 'create unique index concurrently "people_email" on "people" ("email")'

async function withSchema(work: (db: Database) => Promise<void>): Promise<void> {
  const db = await openTestSchema({ url, poolSize: 8 })
  try {
    await work(db)
  } finally {
    await db.close()
  }
}

describe('migrations on a server that others use', { skip }, () => {
  test('are applied once by many that start together', () =>
    withSchema(async (db) => {
      const slow = 'create table "pets" ("id" text primary key)\n-- next\nselect pg_sleep(0.3)'
      const folder = folderOf({ '1_people': people, '2_pets': slow })
      const applied = await Promise.all(Array.from({ length: 6 }, () => migrate(db, { folder })))
      assert.deepEqual(applied.flat(), ['1_people', '2_pets'])
      assert.equal(applied.filter(({ length }) => length > 0).length, 1)
    }))

  test('wait for a table in turns, so that others go on meanwhile', () =>
    withSchema(async (db) => {
      await migrate(db, { folder: folderOf({ '1_people': people }) })
      const folder = folderOf({
        '1_people': people,
        '2_age': 'alter table "people" add column "age" bigint',
      })
      const reading = db.transaction(
        async (tx) => {
          await tx.all(sql`select count(*) from "people"`)
          await wait(3_000)
        },
        { timeLimitMs: 0 },
      )
      await wait(50)
      let longestMs = 0
      let isDone = false
      const others = (async () => {
        while (!isDone) {
          const startedAt = performance.now()
          await db.count(sql`select count(*) from "people"`)
          longestMs = Math.max(longestMs, performance.now() - startedAt)
          await wait(50)
        }
      })()
      assert.deepEqual(await migrate(db, { folder }), ['2_age'])
      isDone = true
      await Promise.all([reading, others])
      assert.ok(longestMs < 2_800, `somebody waited ${Math.round(longestMs)} ms`)
    }))

  test('build an index outside a transaction', () =>
    withSchema(async (db) => {
      const folder = folderOf({ '1_people': people, '2_email': `-- no transaction\n${byEmail}` })
      assert.deepEqual(await migrate(db, { folder }), ['1_people', '2_email'])
      assert.deepEqual(await migrate(db, { folder }), [])
      assert.equal(await validIndexes(db), 1)
    }))

  test('build an index at the first go, however long an older transaction takes', () =>
    withSchema(async (db) => {
      const one = `${people}\n-- next\ninsert into "people" values ('a', 'a@example.org')`
      const folder = folderOf({ '1_people': one })
      await migrate(db, { folder })
      const writing = db.transaction(
        async (tx) => {
          await tx.run(sql`update "people" set "email" = 'b@example.org'`)
          await wait(3_000)
        },
        { timeLimitMs: 0 },
      )
      await wait(50)
      const seen = new Set<string>()
      let isDone = false
      const watching = (async () => {
        while (!isDone) {
          const found = await db.all<{ oid: string }>(
            sql`select cast(to_regclass('"people_email"') as oid) as "oid" where to_regclass('"people_email"') is not null`,
          )
          for (const { oid } of found) seen.add(String(oid))
          await wait(50)
        }
      })()
      const scripts = { '1_people': one, '2_email': `-- outside\n${byEmail}` }
      assert.deepEqual(await migrate(db, { folder: folderOf(scripts) }), ['2_email'])
      isDone = true
      await Promise.all([writing, watching])
      assert.equal(seen.size, 1)
    }))

  test('build an index anew that was broken off, and keep one that was finished', () =>
    withSchema(async (db) => {
      const twice = `insert into "people" values ('a', 'same'), ('b', 'same')`
      const email = `-- no transaction\n${byEmail}\n-- next\ncreate table "done" ("id" text)`
      const folder = folderOf({ '1_people': `${people}\n-- next\n${twice}`, '2_email': email })
      await assert.rejects(
        migrate(db, { folder }),
        (error) => error instanceof StartupError && /statement 1 of 2/.test(error.message),
      )
      assert.deepEqual((await readSchemaState(db)).hashes, ['1_people'])
      await db.run(sql`delete from "people" where "id" = 'b'`)
      assert.deepEqual(await migrate(db, { folder }), ['2_email'])
      assert.equal(await validIndexes(db), 1)
    }))

  test('killed after their index was built run to their end', () =>
    withSchema(async (db) => {
      const first = folderOf({ '1_people': people })
      await migrate(db, { folder: first })
      await db.script(byEmail)
      const folder = folderOf({ '1_people': people, '2_email': `-- no transaction\n${byEmail}` })
      assert.deepEqual(await migrate(db, { folder }), ['2_email'])
    }))
})

function validIndexes(db: Database): Promise<number> {
  return db.count(
    sql`select count(*) from pg_index where indexrelid = to_regclass('"people_email"') and indisvalid`,
  )
}
