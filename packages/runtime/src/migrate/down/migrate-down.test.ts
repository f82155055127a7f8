import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Database, identifier, openSqlite, sql } from '../../database/index.ts'
import { type Draft, newFolder, triedDatabases, writeMigration } from '../fixture/index.ts'
import { migrate, migrateDown, purge, readSchemaState, readStatus } from '../index.ts'

const door = fileURLToPath(new URL('../index.ts', import.meta.url))
const first: Draft = {
  to: 'h1',
  sql: 'create table "a" ("id" text primary key, "n" bigint)',
  down: 'drop table "a"',
}
const second: Draft = {
  to: 'h2',
  from: 'h1',
  parents: ['1_first'],
  sql: `alter table "a" add column "b" text\n-- commit\nupdate "a" set "b" = 'x'`,
  down: `create table "trace" ("id" text)\n-- commit\nalter table "a" drop column "b"`,
}

async function withFolder(
  open: () => Promise<Database>,
  work: (db: Database, folder: string) => Promise<void>,
): Promise<void> {
  const folder = newFolder()
  const db = await open()
  try {
    writeMigration(folder, '1_first', first)
    writeMigration(folder, '2_second', second)
    await migrate(db, { folder })
    await work(db, folder)
  } finally {
    await db.close()
  }
}

async function states(db: Database, folder: string): Promise<string[]> {
  return (await readStatus(db, folder)).migrations.map(({ state }) => state)
}

for (const { name, open } of triedDatabases()) {
  describe(`the way back on ${name}`, () => {
    test('takes the newest migration back with its record, and can be gone again', () =>
      withFolder(open, async (db, folder) => {
        assert.deepEqual((await migrateDown(db, { folder })).takenBack, ['2_second'])
        await assert.rejects(db.all(sql`select "b" from "a"`))
        assert.deepEqual((await readSchemaState(db)).hashes, ['h1'])
        assert.deepEqual(await states(db, folder), ['applied', 'missing'])
        await db.run(sql`drop table "trace"`)
        assert.deepEqual(await migrate(db, { folder }), ['2_second'])
        assert.deepEqual((await migrateDown(db, { folder, steps: 2 })).takenBack, [
          '2_second',
          '1_first',
        ])
        assert.deepEqual((await readSchemaState(db)).hashes, [])
      }))

    test('goes to the migration that is named', () =>
      withFolder(open, async (db, folder) => {
        writeMigration(folder, '3_third', {
          to: 'h3',
          parents: ['2_second'],
          sql: 'create table "c" ("id" text)',
          down: 'drop table "c"',
        })
        await migrate(db, { folder })
        await assert.rejects(migrateDown(db, { folder, to: '1_frist' }), (error) => {
          assert.match(String((error as { hint?: string }).hint), /Is it 1_first\?/)
          return true
        })
        const { takenBack } = await migrateDown(db, { folder, to: '1_first' })
        assert.deepEqual(takenBack, ['3_third', '2_second'])
      }))

    test('is refused before anything runs where one of them has none', () =>
      withFolder(open, async (db, folder) => {
        writeMigration(folder, '3_drop', {
          to: 'h3',
          parents: ['2_second'],
          class: 'destructive',
          sql: 'create table "c" ("id" text)',
        })
        writeMigration(folder, '4_more', { to: 'h4', parents: ['3_drop'], sql: '', down: '' })
        await migrate(db, { folder, backup: false })
        await assert.rejects(
          migrateDown(db, { folder, steps: 2 }),
          /There is no way back from 3_drop/,
        )
        assert.deepEqual((await readSchemaState(db)).hashes, ['h4'])
      }))

    test('keeps aside what was entered since, each time it is gone, with the time it went', () =>
      withFolder(open, async (db, folder) => {
        const gone = '_gone_1_12_20200101T000000'
        writeMigration(folder, '2_second', {
          ...second,
          sql: 'alter table "a" add column "b" text',
          down: `create table "${gone}" as select "id", "b" from "a"\n-- next\nalter table "a" drop column "b"`,
        })
        await db.run(sql`delete from "cambium_migrations" where "id" = '2_second'`)
        await db.run(sql`alter table "a" drop column "b"`)
        for (const value of ['first', 'then']) {
          await migrate(db, { folder })
          await db.run(sql`insert into "a" ("id", "n", "b") values (${value}, 1, ${value})`)
          const { kept } = await migrateDown(db, { folder })
          assert.match(String(kept), /^_gone_1_12_2\d{7}T\d{6}$/)
          assert.deepEqual(
            await db.all(sql`select "id" from ${identifier(String(kept))} where "b" = ${value}`),
            [{ id: value }],
          )
        }
        assert.deepEqual(await purge(db, 1), [])
        assert.equal((await readStatus(db, folder)).kept.length, 2)
      }))

    test('that stopped goes on, and nothing goes forward before that', () =>
      withFolder(open, async (db, folder) => {
        const broken = {
          ...second,
          down: `${second.down}\n-- next\ninsert into "nowhere" values (1)`,
        }
        writeMigration(folder, '2_second', broken)
        await assert.rejects(migrateDown(db, { folder }), /statement 3 of 3.*nowhere/)
        assert.deepEqual(await states(db, folder), ['applied', 'going back'])
        await assert.rejects(migrate(db, { folder }), /way back of 2_second was begun/)
        writeMigration(folder, '2_second', second)
        assert.deepEqual((await migrateDown(db, { folder })).takenBack, ['2_second'])
        assert.deepEqual((await readSchemaState(db)).hashes, ['h1'])
      }))

    test('runs the way back of a data step first, and needs one', () =>
      withFolder(open, async (db, folder) => {
        const data = (down: string): string => `import { dataStep, sql } from '${door}'
          export default dataStep({
            async up({ db }) { await db.run(sql\`insert into "a" ("id", "n") values ('x', 1)\`) },
            ${down}
          })`
        const third = { to: 'h3', parents: ['2_second'], sql: '' }
        writeMigration(folder, '3_data', { ...third, data: data('') })
        const back = `async down({ db }) { await db.run(sql\`delete from "a" where "id" = 'x'\`) }`
        writeMigration(folder, '4_data', {
          ...third,
          to: 'h4',
          parents: ['3_data'],
          data: data(back).replace("('x', 1)", "('y', 2)").replace("= 'x'", "= 'y'"),
        })
        await migrate(db, { folder })
        assert.deepEqual((await migrateDown(db, { folder })).takenBack, ['4_data'])
        assert.deepEqual(await db.all(sql`select "id", "n" from "a"`), [{ id: 'x', n: 1 }])
        await assert.rejects(
          migrateDown(db, { folder }),
          /no way back from 3_data: its data\.ts has no "down"/,
        )
      }))

    test('is not for tables that changed beside the migrations, nor for a migration on its way', () =>
      withFolder(open, async (db, folder) => {
        await db.run(sql`update "cambium_schema" set "hash" = 'development'`)
        await assert.rejects(migrateDown(db, { folder }), /changes that are in no migration/)
        await db.run(sql`update "cambium_schema" set "hash" = 'h2'`)
        writeMigration(folder, '3_third', {
          to: 'h3',
          parents: ['2_second'],
          sql: 'create table "c" ("id" text)\n-- commit\ninsert into "nowhere" values (1)',
        })
        await assert.rejects(migrate(db, { folder }), /nowhere/)
        assert.deepEqual(await states(db, folder), ['applied', 'applied', 'begun'])
        await assert.rejects(migrateDown(db, { folder }), /3_third was begun/)
      }))
  })

  describe(`what was taken away, on ${name}`, () => {
    test('is dropped when it is old enough, and its references do not matter', () =>
      withFolder(open, async (db) => {
        const recent = new Date(Date.now() - 1_000).toISOString().replace(/[-:]/g, '').slice(0, 15)
        await db.script(`create table "_gone_4_20200101T000000" ("id" text primary key)`)
        await db.script(
          `create table "_gone_5_20200101T000000" ("id" text references "_gone_4_20200101T000000" on delete cascade)`,
        )
        await db.script(`create table "_gone_6_11_${recent}" ("id" text)`)
        await db.script(`create table "_gone_girl" ("id" text)`)
        await db.run(sql`insert into "_gone_4_20200101T000000" values ('x')`)
        await db.run(sql`insert into "_gone_5_20200101T000000" values ('x')`)
        assert.deepEqual(await purge(db, 30), [
          '_gone_4_20200101T000000',
          '_gone_5_20200101T000000',
        ])
        assert.deepEqual(await purge(db, 30), [])
        assert.deepEqual(await purge(db, 0), [`_gone_6_11_${recent}`])
        assert.equal(await db.count(sql`select count(*) from "_gone_girl"`), 0)
      }))

    test('is as old as the migration is in this database, however long ago it was planned', () =>
      withFolder(open, async (db, folder) => {
        const gone = '_gone_4_20200101T000000'
        writeMigration(folder, '20200101T000000_drop', {
          to: 'h3',
          parents: ['2_second'],
          sql: `create table "${gone}" ("id" text)`,
        })
        await migrate(db, { folder })
        assert.deepEqual(await purge(db, 1), [])
        const longAgo = '2020-02-01T00:00:00.000Z'
        await db.run(sql`update "cambium_migrations" set "applied_at" = ${longAgo}`)
        assert.deepEqual((await readStatus(db, folder)).kept, [{ name: gone, since: longAgo }])
        assert.deepEqual(await purge(db, 1), [gone])
      }))
  })
}

describe('a backup of an SQLite file', () => {
  async function withFile(work: (db: Database, path: string) => Promise<void>): Promise<void> {
    const path = join(newFolder(), "it's.db")
    const db = openSqlite({ path })
    try {
      await work(db, path)
    } finally {
      await db.close()
    }
  }

  const drop: Draft = {
    to: 'h2',
    parents: ['1_first'],
    class: 'destructive',
    sql: 'drop table "a"',
  }

  test('is made before a migration that drops something, and has what was there', () =>
    withFile(async (db, path) => {
      const folder = newFolder()
      writeMigration(folder, '1_first', first)
      await migrate(db, { folder })
      await db.run(sql`insert into "a" values ('kept', 1)`)
      writeMigration(folder, '2_drop', drop)
      const told: unknown[] = []
      await migrate(db, { folder, onBackup: (id, file) => told.push([id, file]) })
      const backup = `${path}.before-2_drop.backup`
      assert.deepEqual(told, [['2_drop', backup]])
      const copy = openSqlite({ path: backup })
      assert.deepEqual(await copy.all(sql`select "id" from "a"`), [{ id: 'kept' }])
      assert.deepEqual((await readSchemaState(copy)).hashes, ['h1'])
      await copy.close()
      assert.ok(!existsSync(`${backup}.partial`))
    }))

  test('is not made of an empty database, nor where nobody wants it', () =>
    withFile(async (db, path) => {
      const folder = newFolder()
      writeMigration(folder, '1_first', first)
      writeMigration(folder, '2_drop', drop)
      await migrate(db, { folder })
      assert.ok(!existsSync(`${path}.before-2_drop.backup`))
      writeMigration(folder, '3_drop', {
        ...drop,
        parents: ['2_drop'],
        sql: 'create table "d" ("id" text)',
      })
      await db.script('create table "b" as select 1 as x')
      await migrate(db, { folder, backup: false })
      assert.ok(!existsSync(`${path}.before-3_drop.backup`))
    }))

  test('that cannot be written keeps the migration from running', () =>
    withFile(async (db, path) => {
      const folder = newFolder()
      writeMigration(folder, '1_first', first)
      await migrate(db, { folder })
      await db.run(sql`insert into "a" values ('kept', 1)`)
      const long = `2_${'x'.repeat(240)}`
      writeMigration(folder, long, drop)
      await assert.rejects(migrate(db, { folder }), /backup .* could not be written/)
      assert.equal(await db.count(sql`select count(*) from "a"`), 1)
      assert.ok(existsSync(path))
    }))

  test('is made before the way back as well', () =>
    withFile(async (db, path) => {
      const folder = newFolder()
      writeMigration(folder, '1_first', first)
      await migrate(db, { folder })
      await db.run(sql`insert into "a" values ('kept', 1)`)
      const { backups } = await migrateDown(db, { folder })
      assert.deepEqual(backups, [`${path}.before-down-1_first.backup`])
      assert.ok(existsSync(backups[0] ?? ''))
    }))
})
