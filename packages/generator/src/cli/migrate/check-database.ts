import type { ModelIR } from '@cambium/model/ir'
import { findDrift, type LiveDatabase } from '../../drift/index.ts'
import { type MigrationRecord, readHistory, readMigrationFile } from '../../project/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { expectedTables, noTables } from './expected-tables.ts'
import { withProjectDatabase } from './open-project-database.ts'
import { type DriftReport, driftAsJson, reportDrift } from './report-drift.ts'

/** `cambium migrate check`: whether the database has the tables that its migrations leave. */
export function checkDatabase(
  terminal: Terminal,
  project: string,
  ignore: readonly string[],
): Promise<ExitCode> {
  return withProjectDatabase(project, async (live) => {
    const history = readHistory(project)
    const records = await live.records()
    const applied = appliedOf(history, records.applied)
    if (applied.length === 0) return nothingApplied(terminal, live)
    refuseChanged(applied, records.applied)
    const model = modelOf(project, applied)
    const found = await live.catalogue()
    const { dialect, name } = live
    const wanted = await expectedTables(project, { dialect, migrations: applied, found })
    const left = wanted.at(-1) ?? noTables(dialect)
    const drift = findDrift(found, left, [...ignore, ...ignoredBy(model)])
    const missing = history.filter((one) => !applied.includes(one)).map(({ id }) => id)
    const ids = applied.map(({ id }) => id)
    return report(terminal, { name, applied: ids, missing, drift: { drift, dialect, model } })
  })
}

interface Checked {
  name: string
  applied: string[]
  missing: string[]
  drift: DriftReport
}

function report(terminal: Terminal, { name, applied, missing, drift }: Checked): ExitCode {
  const count = drift.drift.flatMap(({ differences }) => differences).length
  const ok = count === 0
  terminal.answer({ ok, database: name, applied, missing, drift: driftAsJson(drift) })
  reportDrift(terminal, drift)
  const migrations = `its ${counted(applied.length, 'migration')}`
  terminal.say(
    ok
      ? `${name} has the tables of ${migrations}`
      : `${counted(count, 'difference')} between ${name} and ${migrations}`,
  )
  if (!ok) terminal.say(afterKeeping)
  if (missing.length > 0) terminal.say(`Not applied yet: ${missing.join(', ')}`)
  return ok ? exitCode.ok : exitCode.problems
}

/** What a folder says now is not what was done. */
function refuseChanged(
  migrations: readonly MigrationRecord[],
  applied: ReadonlyMap<string, string>,
): void {
  const changed = migrations.find(({ id, hash }) => (applied.get(id) ?? hash) !== hash)
  if (!changed) return
  throw new CommandError(
    exitCode.problems,
    `migrations/${changed.id} was changed after it was applied: put it back as it was, and make a new migration for the change`,
  )
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
