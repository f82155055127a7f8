import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dialect } from '../../database/index.ts'
import { otherDatabase } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import { parseScript } from '../script/index.ts'
import type { Migration } from './migration.ts'
import { orderMigrations } from './order-migrations.ts'
import { readPlan } from './read-plan.ts'

/** The migrations of a folder, parents first and else by id. A folder that is missing or broken is a `StartupError`. */
export async function readMigrations(folder: string, dialect: Dialect): Promise<Migration[]> {
  const names = await listFolders(folder)
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name, dialect)))
  return orderMigrations(migrations)
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
  const read = (name: string): Promise<string | undefined> => readText(join(path, name))
  const [plan, sqlite, postgres, data, down] = await Promise.all([
    read('plan.json'),
    read('sqlite.sql'),
    read('postgres.sql'),
    read('data.ts'),
    read(`down.${dialect}.sql`),
  ])
  const script = dialect === 'sqlite' ? sqlite : postgres
  const file = join(path, `${dialect}.sql`)
  if (script === undefined) throw noScript(file, plan, dialect)
  return {
    id,
    // The way back is not in it: it may be written when it is needed.
    hash: hashOf([plan ?? '', sqlite ?? '', postgres ?? '', ...(data === undefined ? [] : [data])]),
    ...readPlan(join(path, 'plan.json'), plan),
    script: parseScript(script, file),
    down: down === undefined ? null : parseScript(down, join(path, `down.${dialect}.sql`)),
    dataFile: data === undefined ? null : join(path, 'data.ts'),
  }
}

/** A project whose tables others made runs on the kind of database they stand in. */
function noScript(file: string, plan: string | undefined, dialect: Dialect): StartupError {
  const { adopted } = readPlan(file, plan)
  if (adopted === null || adopted === dialect)
    return new StartupError(`The file ${file} is missing`)
  return otherDatabase([adopted])
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

function hashOf(texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex')
}
