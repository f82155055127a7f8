import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ModelIR } from '@cambium/model'
import { type Database, openServer, openSqlite, sql } from '@cambium/runtime/database'
import { migrate } from '@cambium/runtime/migrate'
import { createSql, storageOf } from '../../packages/generator/src/plan/index.ts'
import {
  createPostgresEngine,
  createSqliteEngine,
  type Engine,
} from '../../packages/generator/src/proof/index.ts'
import { largeModels } from './large-models.ts'
import { openServerSession } from './server-session.ts'
import { writeMigration } from './write-migration.ts'

/** How long a migration took that touches every table of a large model. */
export interface LargeOutcome {
  readonly change: string
  readonly database: string
  readonly steps: number
  readonly ms: number
  /** Lines in which the tables differ from tables made new. */
  readonly differences: number
}

const rowsOfTable = 1_000

/** Makes the tables of a large model in one migration, fills them, and changes every one of them in another. */
export async function runLargeTrial(url: string, entities: number): Promise<LargeOutcome[]> {
  const { first, later } = largeModels(entities)
  const root = mkdtempSync(join(tmpdir(), 'cambium-large-'))
  const schema = `large_${process.pid}`
  const session = await openServerSession(url)
  const path = join(root, 'app.db')
  const sqlite = openSqlite({ path })
  const engines = [createSqliteEngine(path), await createPostgresEngine(session, schema)]
  const databases = [sqlite, await openServer({ url, schema, poolSize: 2 })]
  const outcomes: LargeOutcome[] = []
  for (const [index, db] of databases.entries()) {
    const engine = engines[index]
    if (!engine) continue
    await migrate(db, { folder: join(root, 'none') })
    const own = await engine.shape()
    const run = async (change: string, from: ModelIR | null, to: ModelIR): Promise<void> => {
      const folder = join(root, `${db.dialect} ${change}`)
      const steps = writeMigration(folder, { from, to })
      const ms = await timed(() => migrate(db, { folder: join(folder, 'migrations') }))
      const differences = await differencesOf(engine, own, to)
      outcomes.push({ change, database: db.dialect, steps, ms, differences })
    }
    await run(`${entities} entities made`, null, first)
    await forget(db)
    await fill(engine, first)
    await run(`${entities} tables of ${rowsOfTable} rows changed`, first, later)
  }
  for (const one of [...engines, ...databases]) await one.close()
  await session.close()
  rmSync(root, { recursive: true, force: true })
  return outcomes
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return Math.round(performance.now() - startedAt)
}

/** Each change stands in a folder of its own, as if nothing had been before it. */
async function forget(db: Database): Promise<void> {
  await db.run(sql`delete from "cambium_migrations"`)
  await db.run(sql`delete from "cambium_schema"`)
}

async function differencesOf(
  engine: Engine,
  own: readonly string[],
  model: ModelIR,
): Promise<number> {
  const wanted = new Set(await engine.freshShape(createSql(model, engine.dialect)))
  const found = new Set((await engine.shape()).filter((line) => !own.includes(line)))
  const only = (one: Set<string>, other: Set<string>) => [...one].filter((line) => !other.has(line))
  return only(found, wanted).length + only(wanted, found).length
}

/** Every tenth row has no title, and nothing points at another row. */
async function fill(engine: Engine, model: ModelIR): Promise<void> {
  const numbers =
    engine.dialect === 'sqlite'
      ? `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rowsOfTable}) `
      : `with n(i) as (select generate_series(1, ${rowsOfTable})) `
  const time = engine.dialect === 'sqlite' ? `'2026-11-20T00:00:00.000Z'` : 'now()'
  const tables = storageOf(model).tables.filter(({ isLink }) => !isLink)
  await engine.run(
    tables.map(
      ({ name }) =>
        `insert into "${name}" ("id", "created_at", "updated_at", "title", "code", "state", "size") ${numbers}
        select 'r' || i, ${time}, ${time}, case when i % 10 > 0 then 'title' end, 'c' || i, 'open', i from n`,
    ),
  )
}
