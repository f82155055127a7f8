import assert from 'node:assert/strict'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'node:test'
import { openSqlite, sql } from '../database/index.ts'
import { StartupError } from '../errors/index.ts'
import { type Draft, newFolder, triedDatabases, writeMigration } from './fixture/index.ts'
import { assertSchemaCurrent, migrate, readSchemaState } from './index.ts'

const first: Draft = {
  to: 'hash-1',
  sql: `create table "people" ("id" text primary key)\n-- next\ninsert into "people" values ('a; -- next b')\n`,
}

const second: Draft = {
  parents: ['20260101T000000_first'],
  to: 'hash-2',
  sql: `alter table "people" add column "order" text\n`,
}

function startupError(pattern: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof StartupError && pattern.test(error.message)
}

for (const { name, open } of triedDatabases()) {
  describe(`migrations on ${name}`, () => {
    test('are applied once each, in order, and leave their mark', async () => {
      const folder = newFolder()
      const db = await open()
      writeMigration(folder, '20260101T000000_first', first)
      assert.deepEqual(await migrate(db, { folder }), ['20260101T000000_first'])
      writeMigration(folder, '20260102T000000_second', second)
      const seen: string[] = []
      await migrate(db, { folder, onApplied: (id) => seen.push(id) })
      assert.deepEqual(seen, ['20260102T000000_second'])
      assert.deepEqual(await migrate(db, { folder }), [])
      assert.deepEqual(await db.all(sql`select * from "people"`), [
        { id: 'a; -- next b', order: null },
      ])
      const state = await readSchemaState(db)
      assert.deepEqual(state.hashes, ['hash-2'])
      assert.equal(state.applied.size, 2)
      await db.close()
    })

    test('that fail halfway leave nothing, and those before them stay', async () => {
      const folder = newFolder()
      const db = await open()
      writeMigration(folder, '20260101T000000_first', first)
      writeMigration(folder, '20260102T000000_second', {
        ...second,
        sql: `create table "extra" ("id" text)\n-- next\ninsert into "nowhere" values (1)\n`,
      })
      await assert.rejects(
        migrate(db, { folder }),
        startupError(/statement 2 of 2 in .*20260102T000000_second.*nowhere/),
      )
      assert.deepEqual((await readSchemaState(db)).hashes, ['hash-1'])
      await assert.rejects(db.all(sql`select * from "extra"`))
      writeMigration(folder, '20260102T000000_second', second)
      assert.deepEqual(await migrate(db, { folder }), ['20260102T000000_second'])
      await db.close()
    })

    test('changed after they were applied are refused by name', async () => {
      const folder = newFolder()
      const db = await open()
      writeMigration(folder, '20260101T000000_first', first)
      await migrate(db, { folder })
      writeMigration(folder, '20260101T000000_first', { ...first, sql: `${first.sql}-- more\n` })
      await assert.rejects(
        migrate(db, { folder }),
        startupError(/20260101T000000_first was changed/),
      )
      await db.close()
    })

    test('of which the database has one that the code has not are refused', async () => {
      const folder = newFolder()
      const db = await open()
      writeMigration(folder, '20260101T000000_first', first)
      await migrate(db, { folder })
      await assert.rejects(
        migrate(db, { folder: newFolder() }),
        startupError(/20260101T000000_first, which this code has not/),
      )
      await db.close()
    })

    test('missing altogether still make the tables of Cambium itself', async () => {
      const db = await open()
      assert.deepEqual(await migrate(db, { folder: join(newFolder(), 'none') }), [])
      assert.equal(await db.count(sql`select count(*) from "cambium_acl"`), 0)
      assert.equal(await db.count(sql`select count(*) from "cambium_history"`), 0)
      await db.close()
    })

    test('decide whether the code may serve the database', async () => {
      const folder = newFolder()
      const db = await open()
      await assert.rejects(assertSchemaCurrent(db, 'hash-1'), startupError(/no tables yet/))
      writeMigration(folder, '20260101T000000_first', first)
      await migrate(db, { folder })
      await assertSchemaCurrent(db, 'hash-1')
      await assert.rejects(assertSchemaCurrent(db, 'hash-2'), startupError(/another shape/))
      await db.run(sql`drop table "cambium_idempotency"`)
      await assert.rejects(
        assertSchemaCurrent(db, 'hash-1'),
        startupError(/no table cambium_idempotency, which this version needs/),
      )
      await migrate(db, { folder })
      await assertSchemaCurrent(db, 'hash-1')
      await db.close()
    })
  })
}

test('migrations of an SQLite file wait for another process that writes', async () => {
  const folder = newFolder()
  const path = join(folder, 'app.db')
  writeMigration(folder, '1_first', first)
  const db = openSqlite({ path, busyTimeoutMs: 10 })
  const other = new DatabaseSync(path)
  other.exec('begin immediate')
  const ended = setTimeout(() => other.exec('commit'), 600)
  assert.deepEqual(await migrate(db, { folder }), ['1_first'])
  clearTimeout(ended)
  other.close()
  await db.close()
})

describe('a migration folder', () => {
  async function refuses(folder: string, pattern: RegExp): Promise<void> {
    const db = openSqlite({ path: ':memory:' })
    await assert.rejects(migrate(db, { folder }), startupError(pattern))
    await db.close()
  }

  test('applies parents first, whatever the times in the names say', async () => {
    const folder = newFolder()
    writeMigration(folder, '20260101T000000_child', {
      ...second,
      parents: ['20260109T000000_parent'],
    })
    writeMigration(folder, '20260109T000000_parent', first)
    const db = openSqlite({ path: ':memory:' })
    assert.deepEqual(await migrate(db, { folder }), [
      '20260109T000000_parent',
      '20260101T000000_child',
    ])
    await db.close()
  })

  test('that is broken is refused with the name of the file', async () => {
    const folder = newFolder()
    writeMigration(folder, '20260102T000000_second', second)
    await refuses(folder, /builds on 20260101T000000_first, which is missing/)
    writeMigration(folder, '20260101T000000_first', {
      ...first,
      parents: ['20260102T000000_second'],
    })
    await refuses(folder, /circle/)
    writeMigration(folder, '20260101T000000_first', first)
    rmSync(join(folder, '20260102T000000_second', 'sqlite.sql'))
    await refuses(folder, /sqlite\.sql is missing/)
    writeFileSync(join(folder, '20260102T000000_second', 'sqlite.sql'), '')
    writeFileSync(join(folder, '20260102T000000_second', 'plan.json'), '{')
    await refuses(folder, /plan\.json is missing or is not JSON/)
  })

  test('with the line ends of another system has the same hash', async () => {
    const folder = newFolder()
    writeMigration(folder, '20260101T000000_first', first)
    const db = openSqlite({ path: ':memory:' })
    await migrate(db, { folder })
    const copy = newFolder()
    cpSync(folder, copy, { recursive: true })
    writeMigration(copy, '20260101T000000_first', {
      ...first,
      sql: first.sql.replaceAll('\n', '\r\n'),
    })
    assert.deepEqual(await migrate(db, { folder: copy }), [])
    await db.close()
  })

  test('can rebuild a table that others refer to, and is undone when references break', async () => {
    const folder = newFolder()
    const parent = 'create table "parents" ("id" text primary key)'
    const child =
      'create table "children" ("id" text primary key, "parent" text references "parents" on delete cascade)'
    const rows = `insert into "parents" values ('p')\n-- next\ninsert into "children" values ('c', 'p')`
    writeMigration(folder, '1_tables', { to: '1', sql: [parent, child, rows].join('\n-- next\n') })
    const rebuild = [
      'create table "new_parents" ("id" text primary key, "name" text)',
      'insert into "new_parents" ("id") select "id" from "parents"',
      'drop table "parents"',
      'alter table "new_parents" rename to "parents"',
    ].join('\n-- next\n')
    writeMigration(folder, '2_rebuild', { to: '2', sql: `-- foreign keys off\n${rebuild}` })
    const db = openSqlite({ path: ':memory:' })
    await migrate(db, { folder })
    assert.equal(await db.count(sql`select count(*) from "children"`), 1)
    writeMigration(folder, '3_breaks', {
      to: '3',
      sql: `-- foreign keys off\ndelete from "parents"\n`,
    })
    await assert.rejects(migrate(db, { folder }), /do not exist.*children/)
    assert.equal(await db.count(sql`select count(*) from "parents"`), 1)
    assert.equal(
      await db.count(sql`select count(*) from pragma_foreign_keys where foreign_keys = 1`),
      1,
    )
    await db.close()
  })
})
