import { readStart } from '../../branches/index.ts'
import { type Catalogue, differenceWords, findDrift, openReplay } from '../../drift/index.ts'
import { createSql, type Dialect, databasesOf, scriptOf } from '../../plan/index.ts'
import { type MigrationRecord, readHistory } from '../../project/index.ts'
import { CommandError } from '../command.ts'
import { editedScripts } from './edited-scripts.ts'
import { expectedTables } from './expected-tables.ts'

/**
 * What scripts that were edited by hand no longer do, in words: all of them are run in an empty database in memory, and what they
 * leave is compared with the tables of the model of the newest. For PostgreSQL where the project has PGlite.
 */
export async function scriptProblems(project: string): Promise<string[]> {
  const history = readHistory(project)
  const model = readStart(project)?.model
  // the tables of others are not those that a model makes
  if (!model || model.entities.some(({ adopted }) => adopted)) return []
  const problems: string[] = []
  for (const dialect of databasesOf(model)) {
    const edited = history.filter((one) => editedScripts(project, one).includes(dialect))
    const newest = edited.at(-1)
    if (!newest) continue
    const wanted = await freshTables(project, dialect, createSql(model, dialect))
    if (!wanted) continue
    problems.push(
      ...(await differences(project, { history, wanted, file: fileOf(newest, dialect) })),
    )
  }
  return problems
}

interface Comparison {
  history: readonly MigrationRecord[]
  wanted: Catalogue
  /** The newest script that was edited. */
  file: string
}

async function differences(
  project: string,
  { history, wanted, file }: Comparison,
): Promise<string[]> {
  const { dialect } = wanted
  try {
    const found = (await expectedTables(project, { dialect, migrations: history })).at(-1)
    const drift = found ? findDrift(found, wanted, []) : []
    const words = drift.flatMap((one) => one.differences.map(differenceWords))
    return words.map(
      (one) => `${file} was edited and no longer leads to the model's tables: ${one}`,
    )
  } catch (error) {
    if (error instanceof CommandError) return [error.message]
    throw error
  }
}

/** The tables that statements make in an empty database; `null` where none can be opened. */
export async function freshTables(
  project: string,
  dialect: Dialect,
  statements: readonly string[],
): Promise<Catalogue | null> {
  const replay = await openReplay(project, dialect)
  if (!replay) return null
  try {
    await replay.run(scriptOf(statements))
    return await replay.catalogue()
  } finally {
    await replay.close()
  }
}

function fileOf({ id }: MigrationRecord, dialect: Dialect): string {
  return `migrations/${id}/${dialect}.sql`
}
