import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Part, scriptText } from '../../packages/generator/src/plan/index.ts'
import {
  createPostgresEngine,
  createSqliteEngine,
  type Engine,
} from '../../packages/generator/src/proof/index.ts'
import { createRandom, type Random } from '../../packages/generator/src/rules/fuzz/index.ts'
import type { MigrationOrder } from './migrating-process.ts'
import type { Break, Migrator } from './migrator.ts'
import { openServerSession } from './server-session.ts'

/** How the migrations of random histories are applied, and what came of it. */
export interface Trial {
  readonly migrator: Migrator
  readonly random: Random
  /** Which share of the migrations is broken off, 0 to 1. */
  readonly broken: number
  readonly counts: { migrations: number; brokenOff: number }
}

/** A trial with its own chances, so that the histories are the same with and without it. */
export function createTrial(
  migrator: Migrator,
  { seed, broken }: { seed: number; broken: number },
): Trial {
  const counts = { migrations: 0, brokenOff: 0 }
  return { migrator, random: createRandom(seed + 1_000_003), broken, counts }
}

/** An SQLite file that the runtime migrates from folders. */
export async function openMigratedFile(trial: Trial): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-histories-'))
  const path = join(folder, 'app.db')
  // the runtime makes the file, in the form it wants it to have
  const place = await openPlace(trial, folder, { path })
  return migrated(createSqliteEngine(path), place)
}

/** A schema of a server that the runtime migrates from folders. */
export async function openMigratedSchema(
  trial: Trial,
  url: string,
  schema: string,
): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-histories-'))
  const server = await openServerSession(url)
  const engine = await createPostgresEngine(server, schema)
  const closed = { ...engine, close: () => engine.close().then(() => server.close()) }
  return migrated(closed, await openPlace(trial, folder, { url, schema }))
}

type Order = Omit<MigrationOrder, 'breakAt'>

interface Place {
  readonly trial: Trial
  readonly folder: string
  readonly order: Order
}

/** A database with a migration that changes nothing, for the first one to go back to. */
async function openPlace(
  trial: Trial,
  folder: string,
  database: MigrationOrder['database'],
): Promise<Place> {
  const order = { database, folder: join(folder, 'migrations'), backTo: null }
  writeScripts(order.folder, 0, { parts: [], foreignKeysOff: false })
  await trial.migrator.migrate(order, null)
  return { trial, folder, order }
}

/** The engine with migrations that are written as folders and applied by the runtime in a process of its own. */
async function migrated(engine: Engine, { trial, folder, order }: Place): Promise<Engine> {
  const own = new Set(await engine.shape())
  let newest = 0
  return {
    ...engine,
    async migrate(parts, foreignKeysOff) {
      writeScripts(order.folder, ++newest, { parts, foreignKeysOff })
      await apply(trial, order, parts)
    },
    async goBack(parts, foreignKeysOff) {
      const path = join(order.folder, idOf(newest))
      writeScript(path, 'down.', { parts, foreignKeysOff })
      await apply(trial, { ...order, backTo: idOf(--newest) }, parts)
      rmSync(path, { recursive: true })
    },
    shape: async () => (await engine.shape()).filter((line) => !own.has(line)),
    async close() {
      await engine.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Script {
  parts: readonly Part[]
  foreignKeysOff: boolean
}

function writeScripts(folder: string, number: number, script: Script): void {
  const id = idOf(number)
  const path = join(folder, id)
  mkdirSync(path, { recursive: true })
  const before = number === 0 ? null : idOf(number - 1)
  const parents = before ? [before] : []
  const plan = { version: 1, id, parents, from: before, to: id, class: 'data', footprint: [] }
  writeFileSync(join(path, 'plan.json'), JSON.stringify({ ...plan, steps: [] }))
  writeScript(path, '', script)
}

function writeScript(path: string, way: '' | 'down.', { parts, foreignKeysOff }: Script): void {
  const text = `${foreignKeysOff ? '-- foreign keys off\n' : ''}${scriptText(parts)}`
  for (const name of ['sqlite.sql', 'postgres.sql'])
    writeFileSync(join(path, `${way}${name}`), text)
}

function idOf(number: number): string {
  return `20261120T${String(number).padStart(6, '0')}_step`
}

/** Applies it, some after being broken off once or twice. */
async function apply(
  { migrator, random, broken, counts }: Trial,
  order: Order,
  parts: readonly Part[],
): Promise<void> {
  counts.migrations++
  const statements = parts.flatMap((part) => part.statements).length
  while (random.chance(broken)) {
    const breaks: Break = random.chance(0.7)
      ? { atStatement: 1 + random.below(12 + parts.length * 6 + statements) }
      : { afterMs: random.below(60) }
    if (!(await migrator.migrate(order, breaks))) return
    counts.brokenOff++
  }
  await migrator.migrate(order, null)
}
