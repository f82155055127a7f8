import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { type Database, sql } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import { type Draft, newFolder, triedDatabases, writeMigration } from '../fixture/index.ts'
import {
  assertSchemaCurrent,
  forgetInstance,
  liveInstances,
  migrateDown,
  migrateUp,
  noteInstance,
  readMigrations,
  readSchemaState,
  readStatus,
} from '../index.ts'

const table = (name: string): string => `create table "${name}" ("id" text primary key)`

function draft(id: string, more: Partial<Draft> = {}): Draft {
  const name = id.replace(/^\d+_/, '')
  return { to: `h-${id}`, sql: table(name), down: `drop table "${name}"`, footprint: [id], ...more }
}

async function withFolder(
  open: () => Promise<Database>,
  work: (db: Database, folder: string) => Promise<void>,
): Promise<void> {
  const db = await open()
  try {
    await work(db, newFolder())
  } finally {
    await db.close()
  }
}

/** The hashes of the marker. */
async function marker(db: Database): Promise<string[]> {
  return [...(await readSchemaState(db)).hashes].sort()
}

function refused(message: RegExp, hint: RegExp = /./): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof StartupError)
    assert.match(error.message, message)
    assert.match(error.hint, hint)
    return true
  }
}

for (const { name, open } of triedDatabases()) {
  describe(`a gradual change on ${name}`, () => {
    const expand = draft('2_half', { from: 'h-1_first', to: 'new', parents: ['1_first'] })
    const contract: Draft = {
      to: 'new',
      from: 'new',
      parents: ['2_half'],
      contractOf: '2_half',
      sql: 'drop table "half"',
      down: table('half'),
    }

    function writeAll(folder: string): void {
      writeMigration(folder, '1_first', draft('1_first'))
      writeMigration(folder, '2_half', expand)
      writeMigration(folder, '2_half_contract', contract)
      writeMigration(folder, '3_after', draft('3_after', { parents: ['2_half_contract'] }))
    }

    test('takes both halves where nobody runs older code', () =>
      withFolder(open, async (db, folder) => {
        writeAll(folder)
        const { applied, waiting } = await migrateUp(db, { folder })
        assert.deepEqual(applied, ['1_first', '2_half', '2_half_contract', '3_after'])
        assert.deepEqual(waiting, [])
        assert.deepEqual(await marker(db), ['h-3_after'])
      }))

    test('keeps its second half waiting for who runs older code, and both codes may start', () =>
      withFolder(open, async (db, folder) => {
        writeMigration(folder, '1_first', draft('1_first'))
        await migrateUp(db, { folder })
        await noteInstance(db, { id: 'old', hash: 'h-1_first' })
        writeAll(folder)
        const { applied, waiting } = await migrateUp(db, { folder })
        assert.deepEqual(applied, ['2_half'])
        assert.deepEqual(
          waiting.map(({ migration, behind, instances }) => [migration, behind, instances[0]?.id]),
          [['2_half_contract', ['3_after'], 'old']],
        )
        assert.deepEqual(await marker(db), ['h-1_first', 'new'])
        await assertSchemaCurrent(db, 'h-1_first')
        await assertSchemaCurrent(db, 'new')
        await noteInstance(db, { id: 'young', hash: 'new' })
        await forgetInstance(db, 'old')
        const after = await migrateUp(db, { folder })
        assert.deepEqual(after.applied, ['2_half_contract', '3_after'])
        await assert.rejects(assertSchemaCurrent(db, 'h-1_first'), /another shape/)
      }))

    test('does not wait for an instance that gave no sign for half a minute', () =>
      withFolder(open, async (db, folder) => {
        writeMigration(folder, '1_first', draft('1_first'))
        await migrateUp(db, { folder })
        await noteInstance(db, { id: 'dead', hash: 'h-1_first' })
        const then = new Date(Date.now() - 31_000).toISOString()
        await db.run(sql`update "cambium_instances" set "seen_at" = ${then}`)
        assert.deepEqual(await liveInstances(db), [])
        writeAll(folder)
        assert.deepEqual((await migrateUp(db, { folder })).waiting, [])
      }))

    test('can be taken back half by half', () =>
      withFolder(open, async (db, folder) => {
        writeAll(folder)
        await migrateUp(db, { folder, to: '2_half_contract' })
        await migrateDown(db, { folder })
        assert.deepEqual(await marker(db), ['h-1_first', 'new'])
        await migrateDown(db, { folder })
        assert.deepEqual(await marker(db), ['h-1_first'])
      }))
  })

  describe(`branches on ${name}`, () => {
    test('that share nothing run in any order, an older one behind a newer one too', () =>
      withFolder(open, async (db, folder) => {
        writeMigration(folder, '1_first', draft('1_first'))
        writeMigration(folder, '3_mine', draft('3_mine', { parents: ['1_first'] }))
        await migrateUp(db, { folder })
        writeMigration(folder, '2_theirs', draft('2_theirs', { parents: ['1_first'] }))
        const merge = { to: 'both', sql: '', parents: ['2_theirs', '3_mine'] }
        writeMigration(folder, '4_merge', merge)
        const { applied } = await migrateUp(db, { folder })
        assert.deepEqual(applied, ['2_theirs', '4_merge'])
        assert.deepEqual(await marker(db), ['both'])
      }))

    test('that touch the same are refused by both names, until the database has both', () =>
      withFolder(open, async (db, folder) => {
        writeMigration(folder, '1_first', draft('1_first'))
        const parents = ['1_first']
        const column = { parents, footprint: ['e1.12'] }
        writeMigration(folder, '3_mine', draft('3_mine', column))
        await migrateUp(db, { folder })
        writeMigration(folder, '2_theirs', draft('2_theirs', { parents, footprint: ['e1'] }))
        await assert.rejects(
          migrateUp(db, { folder }),
          refused(/2_theirs and 3_mine were planned beside each other/, /cambium migrate rebase/),
        )
        await db.run(
          sql`insert into "cambium_migrations" select '2_theirs', ${await hashOf(db, folder)}, "applied_at" from "cambium_migrations" limit 1`,
        )
        assert.deepEqual((await migrateUp(db, { folder })).applied, [])
      }))

    test('are followed as far as is asked for', () =>
      withFolder(open, async (db, folder) => {
        writeMigration(folder, '1_first', draft('1_first'))
        writeMigration(folder, '2_theirs', draft('2_theirs', { parents: ['1_first'] }))
        writeMigration(folder, '3_mine', draft('3_mine', { parents: ['1_first'] }))
        assert.deepEqual((await migrateUp(db, { folder, to: '3_mine' })).applied, [
          '1_first',
          '3_mine',
        ])
        await assert.rejects(
          migrateUp(db, { folder, to: '3_mien' }),
          refused(/no migration 3_mien/, /Is it 3_mine\?/),
        )
      }))
  })

  describe(`a migration that replaces others on ${name}`, () => {
    const squash: Draft = {
      to: 'h-3_c',
      replaces: ['1_a', '2_b', '3_c'],
      sql: ['a', 'b', 'c'].map(table).join('\n-- next\n'),
    }

    function writeOld(folder: string, ids = ['1_a', '2_b', '3_c']): void {
      for (const [index, id] of ids.entries()) {
        writeMigration(folder, id, draft(id, { parents: ids.slice(index - 1, index) }))
      }
    }

    test('runs in place of them on a new database, whether their folders are there or not', () =>
      withFolder(open, async (db, folder) => {
        writeOld(folder)
        writeMigration(folder, '3_squash', squash)
        writeMigration(folder, '4_d', draft('4_d', { parents: ['3_c'] }))
        assert.deepEqual((await migrateUp(db, { folder })).applied, ['3_squash', '4_d'])
        for (const id of ['1_a', '2_b', '3_c']) rmSync(join(folder, id), { recursive: true })
        assert.deepEqual((await migrateUp(db, { folder })).applied, [])
        assert.deepEqual(await marker(db), ['h-4_d'])
      }))

    test('is recorded where the database has all of them, and leaves the marker', () =>
      withFolder(open, async (db, folder) => {
        writeOld(folder)
        writeMigration(folder, '4_d', draft('4_d', { parents: ['3_c'] }))
        await migrateUp(db, { folder })
        for (const id of ['1_a', '2_b', '3_c']) rmSync(join(folder, id), { recursive: true })
        writeMigration(folder, '3_squash', squash)
        assert.deepEqual((await migrateUp(db, { folder })).applied, ['3_squash'])
        assert.deepEqual(await marker(db), ['h-4_d'])
        const { migrations } = await readStatus(db, folder)
        assert.deepEqual([...new Set(migrations.map(({ state }) => state))], ['applied'])
      }))

    test('goes with all of them when it is taken back', () =>
      withFolder(open, async (db, folder) => {
        writeOld(folder)
        await migrateUp(db, { folder })
        const down = 'drop table "a"\n-- next\ndrop table "b"\n-- next\ndrop table "c"'
        writeMigration(folder, '3_squash', { ...squash, down })
        await migrateUp(db, { folder })
        await migrateDown(db, { folder })
        assert.deepEqual([...(await readSchemaState(db)).applied.keys()], [])
        assert.deepEqual(await marker(db), [])
        assert.deepEqual((await migrateUp(db, { folder })).applied, ['3_squash'])
      }))

    test('comes after the rest of them where the database has some', () =>
      withFolder(open, async (db, folder) => {
        writeOld(folder, ['1_a', '2_b'])
        await migrateUp(db, { folder })
        writeOld(folder)
        writeMigration(folder, '3_squash', squash)
        assert.deepEqual((await migrateUp(db, { folder })).applied, ['3_c', '3_squash'])
        assert.deepEqual(await marker(db), ['h-3_c'])
      }))

    test('is refused where the database has some of them and the folders are gone', () =>
      withFolder(open, async (db, folder) => {
        writeOld(folder, ['1_a', '2_b'])
        await migrateUp(db, { folder })
        for (const id of ['1_a', '2_b']) rmSync(join(folder, id), { recursive: true })
        writeMigration(folder, '3_squash', squash)
        await assert.rejects(
          migrateUp(db, { folder }),
          refused(/some of the migrations that 3_squash replaces \(2 of 3\).*3_c/, /once with/),
        )
      }))
  })
}

async function hashOf(db: Database, folder: string): Promise<string> {
  const found = (await readMigrations(folder, db.dialect)).find(({ id }) => id === '2_theirs')
  return found?.hash ?? ''
}
