import { readModelOf } from '../../branches/index.ts'
import {
  type Catalogue,
  carryOver,
  openReplay,
  type Replay,
  storageCatalogue,
} from '../../drift/index.ts'
import { type Dialect, storageOf } from '../../plan/index.ts'
import {
  headsOf,
  type MigrationRecord,
  readHistory,
  readMigrationFile,
} from '../../project/index.ts'
import { CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { editedScripts } from './edited-scripts.ts'

interface Wanted {
  dialect: Dialect
  migrations: readonly MigrationRecord[]
  /** What a server has, for where none can be opened to try the migrations on. */
  found?: Catalogue
}

/**
 * What migrations leave, after each of them in their order: their scripts are run in an empty database in memory. For PostgreSQL
 * in a project without PGlite it is worked out from their models, where they leave nothing else.
 */
export async function expectedTables(project: string, wanted: Wanted): Promise<Catalogue[]> {
  const replay = await openReplay(project, wanted.dialect)
  if (!replay) return onAdopted(project, wanted, workedOut(project, wanted))
  try {
    const tables: Catalogue[] = []
    for (const { id, adopted } of wanted.migrations) {
      const ran = await runScript(project, replay, id).catch((error: unknown) => {
        // what others made may need what this process has not
        if (adopted && wanted.dialect === 'postgres') return false
        throw error
      })
      if (ran === false) return onAdopted(project, wanted, workedOut(project, wanted))
      tables.push(await replay.catalogue())
    }
    return onAdopted(project, wanted, tables)
  } finally {
    await replay.close()
  }
}

/** The same on the tables as they were found, from the migration on that adopted them. */
function onAdopted(
  project: string,
  { migrations }: Wanted,
  tables: readonly Catalogue[],
): Catalogue[] {
  const at = migrations.findIndex(({ adopted }) => adopted !== null)
  const start = tables[at]
  const text = readMigrationFile(project, migrations[at]?.id ?? '', 'adopted.json')
  if (!start || text === null) return [...tables]
  const found: Catalogue = JSON.parse(text)
  return tables.map((catalogue, index) =>
    index < at ? catalogue : carryOver(found, start, catalogue),
  )
}

async function runScript(project: string, replay: Replay, id: string): Promise<void> {
  const file = `${replay.dialect}.sql`
  try {
    await replay.run(readMigrationFile(project, id, file) ?? '')
  } catch (error) {
    throw notRun(`migrations/${id}/${file}`, error)
  }
}

function notRun(file: string, cause: unknown): CommandError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message = `${file} cannot be run in an empty database: ${reason}`
  return new CommandError(exitCode.problems, message, { cause })
}

function workedOut(project: string, { migrations, found }: Wanted): Catalogue[] {
  const models = migrations.map(({ id }) => readModelOf(project, id))
  const isKnown = found !== undefined && !leavesMore(project, migrations)
  return models.map((model) => {
    if (isKnown && model) return storageCatalogue(storageOf(model), found)
    throw new CommandError(
      exitCode.environment,
      'These migrations have to be tried in a PostgreSQL in this process, which the project has not. Run: npm install --save-dev @electric-sql/pglite',
    )
  })
}

/** What was written by hand, branches that nothing joins, and the first half of a gradual change are not in a model. */
function leavesMore(project: string, migrations: readonly MigrationRecord[]): boolean {
  const halves = new Map(readHistory(project).map(({ id, contractOf }) => [contractOf, id]))
  const isHalf = migrations.some(({ id }) => {
    const second = halves.get(id)
    return second !== undefined && !migrations.some((one) => one.id === second)
  })
  const isEdited = migrations.some(
    (one) => !one.adopted && editedScripts(project, one).includes('postgres'),
  )
  return isHalf || isEdited || headsOf(migrations).length > 1
}

/** The tables before the first migration. */
export function noTables(dialect: Dialect): Catalogue {
  return { dialect, tables: [] }
}
