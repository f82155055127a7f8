import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dialect } from '../database/index.ts'
import { StartupError } from '../errors/index.ts'

/** One folder of `migrations/`, as one database runs it. */
export interface Migration {
  readonly id: string
  /** Of its plan and SQL: says whether the folder was changed after it was applied. */
  readonly hash: string
  /** The migrations that must be applied before it. */
  readonly parents: readonly string[]
  /** Hash of the storage it leads to. */
  readonly to: string
  readonly statements: readonly string[]
  /** Its script starts with `-- foreign keys off`, because it rebuilds tables. */
  readonly foreignKeysOff: boolean
  /** Its script starts with `-- no transaction`, because the database refuses a statement of it in one. */
  readonly outside: boolean
  /** Its script, for messages. */
  readonly file: string
}

const scripts = { sqlite: 'sqlite.sql', postgres: 'postgres.sql' } as const

/** The migrations of a folder, parents first and else by id. A folder that is missing or broken is a `StartupError`. */
export async function readMigrations(folder: string, dialect: Dialect): Promise<Migration[]> {
  const names = await listFolders(folder)
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name, dialect)))
  return inOrder(migrations)
}

async function listFolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'ENOENT') return []
    throw new StartupError(`The folder ${folder} cannot be read`, { cause })
  }
}

async function readMigration(folder: string, id: string, dialect: Dialect): Promise<Migration> {
  const path = join(folder, id)
  const [planText, sqlite, postgres] = await Promise.all(
    ['plan.json', scripts.sqlite, scripts.postgres].map((name) => readText(join(path, name))),
  )
  const script = dialect === 'sqlite' ? sqlite : postgres
  const file = join(path, scripts[dialect])
  if (script === undefined) throw new StartupError(`The file ${file} is missing`)
  const plan = readPlan(join(path, 'plan.json'), planText)
  return {
    id,
    hash: hashOf([planText ?? '', sqlite ?? '', postgres ?? '']),
    ...plan,
    statements: statementsOf(script),
    foreignKeysOff: startsWith(script, 'foreign keys off'),
    outside: startsWith(script, 'no transaction'),
    file,
  }
}

/** True when the first line says so. */
function startsWith(script: string, remark: string): boolean {
  return script.split('\n', 1)[0]?.trimEnd() === `-- ${remark}`
}

/** A text with the line ends of any system in one form, so that the hash is the same on all. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).replaceAll('\r\n', '\n')
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'ENOENT') return undefined
    throw new StartupError(`The file ${path} cannot be read`, { cause })
  }
}

function readPlan(path: string, text: string | undefined): { to: string; parents: string[] } {
  let plan: { to?: unknown; parents?: unknown } | null
  try {
    plan = JSON.parse(text ?? '')
  } catch (cause) {
    throw new StartupError(`The file ${path} is missing or is not JSON`, { cause })
  }
  const { to, parents = [] } = plan ?? {}
  if (typeof to !== 'string' || !Array.isArray(parents)) {
    throw new StartupError(`The file ${path} does not say where the migration leads ("to")`)
  }
  return { to, parents: parents.map(String) }
}

function statementsOf(script: string): string[] {
  return script
    .split(/^-- next[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replaceAll(/^--.*$/gm, '').trim() !== '')
}

function hashOf(texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex')
}

/** Parents before children; what is free in that comes by id, which is by time. */
function inOrder(migrations: readonly Migration[]): Migration[] {
  const waiting = new Map(migrations.map((migration) => [migration.id, migration]))
  const known = new Set(waiting.keys())
  const ordered: Migration[] = []
  while (waiting.size > 0) {
    const next = [...waiting.values()].find(({ parents }) =>
      parents.every((parent) => !waiting.has(parent)),
    )
    if (!next) throw new StartupError('The migrations wait for one another in a circle')
    const missing = next.parents.find((parent) => !known.has(parent))
    if (missing) {
      throw new StartupError(`The migration ${next.id} builds on ${missing}, which is missing`)
    }
    waiting.delete(next.id)
    ordered.push(next)
  }
  return ordered
}
