import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Database, sql } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import { type Draft, newFolder, triedDatabases, writeMigration } from '../fixture/index.ts'
import { type MigrationProgress, migrate, readSchemaState } from '../index.ts'

const rows = 2_500
const create: Draft = {
  to: 'h1',
  sql: `create table "notes" ("id" text primary key, "title" text, "loud" text)
-- next
insert into "notes" ("id", "title") values ('', 'the lowest key there is')
-- next
insert into "notes" ("id", "title")
with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows - 1})
select 'n' || i, 'title ' || i from n`,
}

const fill = `-- batches of "notes" by "id"
-- title: fill loud
update "notes" set "loud" = coalesce("loud", '') || upper("title") where "id" > :after and "id" <= :upto`

function inParts(...parts: string[]): Draft {
  return { to: 'h2', parents: ['1_create'], sql: parts.join('\n-- commit\n') }
}

const addIndex = '-- outside\ncreate index concurrently "notes_title" on "notes" ("title")'
const portableIndex = '-- outside\ncreate index "notes_title" on "notes" ("title")'
const ends = 'create table "ends" ("id" text)'

async function withNotes(
  open: () => Promise<Database>,
  work: (db: Database, folder: string) => Promise<void>,
): Promise<void> {
  const folder = newFolder()
  const db = await open()
  try {
    writeMigration(folder, '1_create', create)
    await migrate(db, { folder })
    await work(db, folder)
  } finally {
    await db.close()
  }
}

function filled(db: Database): Promise<number> {
  return db.count(sql`select count(*) from "notes" where "loud" = upper("title")`)
}

function parts(db: Database): Promise<number> {
  return db.count(sql`select count(*) from "cambium_migration_parts"`)
}

for (const { name, open } of triedDatabases()) {
  describe(`a migration in parts on ${name}`, () => {
    test('runs each of them, in order, and tells how far it is', () =>
      withNotes(open, async (db, folder) => {
        const index = db.dialect === 'postgres' ? addIndex : portableIndex
        writeMigration(folder, '2_fill', inParts(ends, index, fill, 'drop table "ends"'))
        const told: MigrationProgress[] = []
        await migrate(db, { folder, onProgress: (progress) => told.push(progress) })
        assert.equal(await filled(db), rows)
        assert.equal(await parts(db), 0)
        assert.deepEqual((await readSchemaState(db)).hashes, ['h2'])
        assert.deepEqual([...new Set(told.map(({ part }) => part))], [1, 2, 3, 4])
        const batches = told.filter(({ unit }) => unit === 'rows')
        assert.ok(batches.length > 1)
        assert.deepEqual(batches.at(-1), {
          migration: '2_fill',
          part: 3,
          parts: 4,
          title: 'fill loud',
          done: rows,
          total: rows,
          unit: 'rows',
        })
      }))

    test('that fails keeps what ran, says so, and goes on there', () =>
      withNotes(open, async (db, folder) => {
        const guard = `-- batches of "notes" by "id"\ninsert into "odd" select "title" from "notes" where "id" > :after and "id" <= :upto and "title" = 'title 2000'`
        const odd = 'create table "odd" ("title" text check ("title" = \'even\'))'
        writeMigration(folder, '2_fill', inParts(odd, fill, guard, ends))
        await assert.rejects(migrate(db, { folder }), (error) => {
          assert.ok(error instanceof StartupError)
          assert.match(error.message, /statement 3 of 4 in .*2_fill/)
          assert.match(error.hint, /What it did in the \d+ rows before was kept/)
          return true
        })
        assert.equal(await filled(db), rows)
        assert.deepEqual((await readSchemaState(db)).hashes, ['h1'])
        await db.run(sql`delete from "notes" where "title" = 'title 2000'`)
        assert.deepEqual(await migrate(db, { folder }), ['2_fill'])
        assert.equal(await filled(db), rows - 1)
        assert.equal(await parts(db), 0)
      }))

    test('on its way is not to be changed where it ran, but behind that', () =>
      withNotes(open, async (db, folder) => {
        writeMigration(folder, '2_fill', inParts(ends, fill, 'insert into "nowhere" values (1)'))
        await assert.rejects(migrate(db, { folder }), /nowhere/)
        writeMigration(folder, '2_fill', inParts(`${ends} `, fill.replace('upper', 'lower')))
        await assert.rejects(migrate(db, { folder }), /Part 2 of the migration 2_fill was changed/)
        writeMigration(folder, '2_fill', inParts(ends, fill, 'drop table "ends"'))
        assert.deepEqual(await migrate(db, { folder }), ['2_fill'])
        assert.equal(await filled(db), rows)
      }))
  })
}
