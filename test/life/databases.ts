import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ModelIR } from '@cambium/model/ir'
import { readTestServer } from '@cambium/runtime/config'
import {
  createPgliteClient,
  type Database,
  openPostgres,
  openServer,
  openSqlite,
  openTestSchema,
  raw,
  sql,
} from '@cambium/runtime/database'
import { migrateDown, migrateUp } from '@cambium/runtime/migrate'
import { PGlite } from '@electric-sql/pglite'
import {
  type Catalogue,
  differenceWords,
  findDrift,
  openReplay,
} from '../../packages/generator/src/drift/index.ts'
import { readPostgresCatalogue } from '../../packages/generator/src/drift/postgres/index.ts'
import { readSqliteCatalogue } from '../../packages/generator/src/drift/sqlite/index.ts'
import { createSql, type Dialect } from '../../packages/generator/src/plan/index.ts'
import type { Project } from './project.ts'

/** One of the databases that the project has for all its life. */
export interface LivedDatabase {
  name: string
  dialect: Dialect
  /** Applies what is missing; rejects with what `node src/main.ts migrate` says. */
  up(to?: string): Promise<void>
  /** Takes the newest migrations back. */
  down(steps: number): Promise<void>
  /** Opened for as long as `work` runs. */
  use<Result>(work: (database: Database) => Promise<Result>): Promise<Result>
  /** Where its tables differ from what the models say when they are made today. */
  drift(): Promise<string[]>
  close(): Promise<void>
}

/** The file of the project's own `.env`, migrated by the project's own program each fourth time: a process takes longer. */
export async function openLivedFile(project: Project): Promise<LivedDatabase> {
  const fresh = await openFresh('sqlite')
  const path = join(project.folder, 'data/app.db')
  let looked = 0
  const migrate = (...args: string[]): void => {
    const { code, err } = project.program('migrate', ...args)
    if (code !== 0) throw new Error(err)
  }
  const use: LivedDatabase['use'] = async (work) => {
    const database = openSqlite({ path })
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }
  let ups = 0
  return {
    name: 'SQLite',
    dialect: 'sqlite',
    async up(to) {
      if (ups++ % 4 === 0) return migrate('up', ...(to === undefined ? [] : ['--to', to]))
      const folder = join(project.folder, 'migrations')
      await use((database) => migrateUp(database, { folder, to }))
    },
    down: async (steps) => migrate('down', '--steps', String(steps), '--yes'),
    use,
    async drift() {
      // the same by the command of a person, which runs all migrations for it
      if (looked++ % 4 === 0) {
        assert.match(await project.cambium(['migrate', 'check']), /has the tables of its/)
      }
      const db = new DatabaseSync(path, { readOnly: true })
      const found = readSqliteCatalogue(db)
      db.close()
      return fresh.differences(found, project.model())
    },
    close: () => fresh.close(),
  }
}

/** A schema of the server that tests are given, or PostgreSQL in the process. */
export async function openLivedPostgres(project: Project): Promise<LivedDatabase> {
  const { name, use, close } = await openPostgresPlace()
  const fresh = await openFresh('postgres')
  const folder = join(project.folder, 'migrations')
  return {
    name,
    dialect: 'postgres',
    up: (to) =>
      use(async (database) => {
        await migrateUp(database, { folder, to })
      }),
    down: (steps) =>
      use(async (database) => {
        await migrateDown(database, { folder, steps })
      }),
    use,
    async drift() {
      const found = await use((database) =>
        readPostgresCatalogue((text) => database.all(raw(text))),
      )
      return fresh.differences(found, project.model())
    },
    async close() {
      await close()
      await fresh.close()
    },
  }
}

async function openPostgresPlace(): Promise<Pick<LivedDatabase, 'name' | 'use' | 'close'>> {
  const url = readTestServer()
  if (url === undefined) {
    const database = openPostgres({ client: createPgliteClient(await PGlite.create()) })
    return {
      name: 'PostgreSQL in the process',
      use: (work) => work(database),
      close: () => database.close(),
    }
  }
  const held = await openTestSchema({ url })
  const row = await held.first<{ schema: string }>(sql`select current_schema() as schema`)
  return {
    name: 'a PostgreSQL server',
    // other code is another process, with connections of its own
    async use(work) {
      const database = await openServer({ url, schema: String(row?.schema), poolSize: 2 })
      try {
        return await work(database)
      } finally {
        await database.close()
      }
    },
    close: () => held.close(),
  }
}

/** Where the tables that all migrations leave in an empty database differ from those of the models. */
export async function driftFromTheBeginning(project: Project, dialect: Dialect): Promise<string[]> {
  const replay = await openReplay(workspace, dialect)
  const fresh = await openFresh(dialect)
  assert.ok(replay)
  try {
    for (const id of project.migrations()) {
      await replay.run(project.text(`migrations/${id}/${dialect}.sql`))
    }
    return await fresh.differences(await replay.catalogue(), project.model())
  } finally {
    await replay.close()
    await fresh.close()
  }
}

interface Fresh {
  /** What tables have more, less or otherwise than those that are made today from a model. */
  differences(found: Catalogue, model: ModelIR): Promise<string[]>
  close(): Promise<void>
}

/** A second database, whose tables are made anew each time. */
async function openFresh(dialect: Dialect): Promise<Fresh> {
  const open = async () => {
    const replay = await openReplay(workspace, dialect)
    assert.ok(replay)
    return replay
  }
  const kept = dialect === 'postgres' ? await open() : null
  return {
    async differences(found, model) {
      const replay = kept ?? (await open())
      if (kept) await kept.run(anew)
      await replay.run(createSql(model, dialect).join('\n-- next\n'))
      const drift = findDrift(found, await replay.catalogue(), [])
      if (!kept) await replay.close()
      return drift.flatMap(({ differences }) => differences.map(differenceWords))
    },
    close: async () => kept?.close(),
  }
}

const workspace = join(import.meta.dirname, '../..')
const anew =
  'drop schema if exists fresh cascade\n-- next\ncreate schema fresh\n-- next\nset search_path = fresh'
