import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { createCipher, type Database, sql } from '@cambium/runtime/database'
import {
  type TriedDatabase,
  triedDatabases,
} from '../../packages/runtime/src/database/fixture/index.ts'
import { everythingModels } from './fixture/everything-models.ts'
import { fillEverything } from './fixture/fill-everything.ts'
import {
  exportPlace,
  loadPlace,
  openPlace,
  type Place,
  type TransferProject,
  transferProject,
} from './fixture/transfer-project.ts'

const databases = triedDatabases({
  cipher: createCipher('a key for tests, of forty characters ...'),
})
const sqlite = databases[0] as TriedDatabase
let project: TransferProject
before(async () => {
  project = await transferProject(everythingModels)
})

const opened = async ({ open }: TriedDatabase): Promise<Place> =>
  openPlace(project.app, await open())

/** Opens it filled, does the work and closes it. */
async function within<Result>(
  database: TriedDatabase,
  work: (place: Place) => Promise<Result>,
): Promise<Result> {
  const place = await opened(database)
  try {
    return await work(place)
  } finally {
    await place.files.close()
    await place.database.close()
  }
}

/** Every file of a folder by its name; of the manifest without when it was written. */
function filesOf(folder: string): { [name: string]: string } {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    found.sort().map((path) => {
      const text = readFileSync(path, 'utf8')
      const kept = path.endsWith('manifest.json') ? text.replace(/"exportedAt".*/, '') : text
      return [path.slice(folder.length), kept]
    }),
  )
}

function assertSame(first: string, second: string): void {
  const [one, other] = [filesOf(first), filesOf(second)]
  assert.deepEqual(Object.keys(other), Object.keys(one))
  for (const [name, text] of Object.entries(one)) {
    const lines = other[name]?.split('\n') ?? []
    for (const [index, line] of text.split('\n').entries()) {
      assert.equal(lines[index], line, `${name}, line ${index + 1}`)
    }
    assert.equal(other[name]?.length, text.length, name)
  }
}

const filled = (database: TriedDatabase) =>
  within(database, async (place) => {
    await fillEverything(place)
    return exportPlace(place)
  })

const throughout = (database: TriedDatabase, folder: string) =>
  within(database, async (place) => {
    const report = await loadPlace(place, folder)
    assert.equal(report.rejectedFile, null)
    assert.deepEqual(report.dangling, [])
    return exportPlace(place)
  })

for (const database of databases) {
  describe(`an export of ${database.name}`, () => {
    test('is the same after it was loaded into an empty database', async () => {
      const first = await filled(database)
      assert.deepEqual(counts(first), {
        Tag: 6,
        User: 2,
        Thing: 6,
        Team: 1,
        Person: 2,
        Country: 3,
        Visit: 3,
        Stay: 2,
      })
      const second = await throughout(database, first.folder)
      assertSame(first.folder, second.folder)
    })

    test('is the same when it was loaded twice', async () => {
      const first = await filled(database)
      await within(database, async (place) => {
        await loadPlace(place, first.folder)
        const { totals } = await loadPlace(place, first.folder)
        assert.deepEqual(
          totals.map(({ written }) => written).filter((written) => written > 0),
          [],
        )
        assertSame(first.folder, (await exportPlace(place)).folder)
      })
    })

    test('keeps what counts, searches and finds working', async () => {
      const first = await filled(database)
      await within(database, async (place) => {
        await loadPlace(place, first.folder)
        const { database: db } = place
        await db.run(sql`
          insert into "tags" ("word", "created_at", "updated_at")
          values (${'next'}, ${'2026-01-02T03:04:05.678Z'}, ${'2026-01-02T03:04:05.678Z'})
        `)
        assert.equal(await db.count(sql`select max("id") from "tags"`), 7)
        assert.equal(
          await db.count(sql`select count(*) from "cambium_files" where "state" = 'kept'`),
          6,
        )
        assert.equal(await db.count(sql`select count(*) from "cambium_history"`), 0)
      })
    })

    test('as SQL fills freshly made tables', async () => {
      const first = await within(database, async (place) => {
        await fillEverything(place)
        return {
          rows: await exportPlace(place),
          script: await exportPlace(place, { format: 'sql' }),
        }
      })
      const script = readFileSync(join(first.script.folder, 'data.sql'), 'utf8')
      const second = await within(database, async (place) => {
        await run(place.database, script)
        return exportPlace(place)
      })
      assertSameRows(first.rows.folder, second.folder)
    })
  })
}

for (const database of databases.slice(1)) {
  test(`SQLite to ${database.name} and back`, async () => {
    const first = await filled(sqlite)
    const second = await throughout(database, first.folder)
    assertSame(first.folder, second.folder)
    const third = await throughout(sqlite, second.folder)
    assertSame(first.folder, third.folder)
  })

  test(`SQL of SQLite for ${database.name}`, async () => {
    const first = await within(sqlite, async (place) => {
      await fillEverything(place)
      const script = await exportPlace(place, { format: 'sql', dialect: 'postgres' })
      return { rows: await exportPlace(place), script }
    })
    const script = readFileSync(join(first.script.folder, 'data.sql'), 'utf8')
    const second = await within(database, async (place) => {
      await run(place.database, script)
      return exportPlace(place)
    })
    assertSameRows(first.rows.folder, second.folder)
  })
}

/** A script that is its own transaction. */
async function run(database: Database, script: string): Promise<void> {
  await database.script(script)
}

function counts({ entities }: { entities: readonly { name: string; rows: number }[] }): object {
  return Object.fromEntries(entities.map(({ name, rows }) => [name, rows]))
}

/** A script has no files: those are not compared. */
function assertSameRows(first: string, second: string): void {
  const rowsOf = (folder: string) =>
    Object.entries(filesOf(folder)).filter(([name]) => /^\/(?:entities|links)\//.test(name))
  assert.deepEqual(rowsOf(second), rowsOf(first))
}
