import type { ModelIR } from '@cambium/model/ir'
import { findDrift, type LiveDatabase } from '../../drift/index.ts'
import { type MigrationRecord, readHistory, readMigrationFile } from '../../project/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { expectedTables, noTables } from './expected-tables.ts'
import { withProjectDatabase } from './open-project-database.ts'
import { driftAsJson, reportDrift } from './report-drift.ts'

/** `cambium migrate check`: whether the database has the tables that its migrations leave. */
export function checkDatabase(
  terminal: Terminal,
  project: string,
  ignore: readonly string[],
): Promise<ExitCode> {
  return withProjectDatabase(project, async (live) => {
    const history = readHistory(project)
    const applied = appliedOf(history, (await live.records()).applied)
    if (applied.length === 0) return nothingApplied(terminal, live)
    const model = modelOf(project, applied)
    const wanted = await expectedTables(project, { dialect: live.dialect, migrations: applied })
    const drift = findDrift(await live.catalogue(), wanted.at(-1) ?? noTables(live.dialect), [
      ...ignore,
      ...ignoredBy(model),
    ])
    const report = { drift, dialect: live.dialect, model }
    const missing = history.filter((one) => !applied.includes(one)).map(({ id }) => id)
    terminal.answer({
      ok: drift.length === 0,
      database: live.name,
      applied: applied.map(({ id }) => id),
      missing,
      drift: driftAsJson(report),
    })
    reportDrift(terminal, report)
    const count = drift.flatMap(({ differences }) => differences).length
    terminal.say(
      count === 0
        ? `${live.name} has the tables of its ${counted(applied.length, 'migration')}`
        : `${counted(count, 'difference')} between ${live.name} and its ${counted(applied.length, 'migration')}`,
    )
    if (count > 0) terminal.say(afterKeeping)
    if (missing.length > 0) terminal.say(`Not applied yet: ${missing.join(', ')}`)
    return count === 0 ? exitCode.ok : exitCode.problems
  })
}

const afterKeeping =
  'What you keep in the models becomes a migration (cambium migrate save), which this database has already: cambium migrate adopt'

/**
 * The migrations of the project a database has; one that stands for others when it has those. Throws for one that the project does
 * not know.
 */
export function appliedOf(
  history: readonly MigrationRecord[],
  applied: ReadonlyMap<string, string>,
): MigrationRecord[] {
  const known = new Set(history.flatMap(({ id, replaces }) => [id, ...replaces]))
  const unknown = [...applied.keys()].find((id) => !known.has(id))
  if (unknown !== undefined) {
    throw new CommandError(
      exitCode.environment,
      `The database has the migration ${unknown}, which this project has not: look at it with the code it belongs to`,
    )
  }
  return history.filter(
    ({ id, replaces }) =>
      applied.has(id) || (replaces.length > 0 && replaces.every((one) => applied.has(one))),
  )
}

/** What a project says is none of the migrations' business. */
export function ignoredBy({ extra }: ModelIR): string[] {
  const drift = extra.drift as { ignore?: unknown } | undefined
  return Array.isArray(drift?.ignore) ? drift.ignore.map(String) : []
}

/** The model of the newest of some migrations; throws when it was not kept. */
export function modelOf(project: string, applied: readonly MigrationRecord[]): ModelIR {
  const { id = '' } = applied.at(-1) ?? {}
  const text = readMigrationFile(project, id, 'ir.json')
  if (text !== null) return JSON.parse(text)
  throw new CommandError(
    exitCode.problems,
    `migrations/${id}/ir.json is missing: take it back from version control`,
  )
}

function nothingApplied(terminal: Terminal, live: LiveDatabase): ExitCode {
  const message = `${live.name} has no migrations. Empty: node src/main.ts migrate. With tables of its own that are those of the models: cambium migrate adopt`
  terminal.complain(message)
  terminal.answer({ ok: false, database: live.name, applied: [], error: message })
  return exitCode.environment
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
