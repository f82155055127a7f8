import { type Catalogue, findDrift, type LiveDatabase, type TableDrift } from '../../drift/index.ts'
import { type MigrationRecord, readHistory, readMigrationFile } from '../../project/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { appliedOf, ignoredBy, modelOf } from './check-database.ts'
import { expectedTables } from './expected-tables.ts'
import { withProjectDatabase } from './open-project-database.ts'
import { driftAsJson, reportDrift } from './report-drift.ts'
import { askMigrateProgram } from './run-program.ts'

export interface AdoptOptions {
  ignore: readonly string[]
  /** The newest migration whose tables the database has; found out unless told. */
  to: string | null
}

/** A place in the history whose tables the database was compared with. */
interface Candidate {
  index: number
  drift: TableDrift[]
}

/**
 * `cambium migrate adopt`: records migrations as applied whose tables a database has already, made by other means. It looks for the
 * migration that leaves just these tables; changes no table.
 */
export function adoptDatabase(
  terminal: Terminal,
  project: string,
  options: AdoptOptions,
): Promise<ExitCode> {
  return withProjectDatabase(project, async (live) => {
    const history = readHistory(project)
    const applied = appliedOf(history, (await live.records()).applied)
    const pending = history.filter((one) => !applied.includes(one))
    if (pending.length === 0) return nothingTo(terminal, live)
    const found = await live.catalogue()
    if (isEmpty(found)) throw emptyDatabase(live)
    const ordered = [...applied, ...pending]
    const candidates = await compareAll(project, found, {
      ordered,
      least: applied.length,
      ...options,
    })
    const fitting = candidates.filter(({ drift }) => drift.length === 0)
    if (fitting.length > 1) return ambiguous(terminal, ordered, fitting)
    const [fit] = fitting
    if (!fit) return refuse(terminal, project, { live, ordered, candidates })
    const adopted = ordered.slice(applied.length, fit.index + 1)
    await live.record(adopted, markersOf(ordered.slice(0, fit.index + 1), history))
    return report(terminal, project, { live, adopted, rest: ordered.slice(fit.index + 1) })
  })
}

function isEmpty({ tables }: Catalogue): boolean {
  return tables.every(({ name }) => name.startsWith('cambium_') || name.startsWith('_gone_'))
}

function emptyDatabase({ name }: LiveDatabase): CommandError {
  return new CommandError(
    exitCode.environment,
    `${name} has no tables to adopt. To make them: cambium migrate up`,
  )
}

interface Search extends AdoptOptions {
  ordered: readonly MigrationRecord[]
  /** How many of them the database has already. */
  least: number
}

async function compareAll(
  project: string,
  found: Catalogue,
  { ordered, least, ignore, to }: Search,
): Promise<Candidate[]> {
  const last = to === null ? ordered.length - 1 : ordered.findIndex(({ id }) => id === to)
  if (last < least) {
    throw new CommandError(exitCode.usage, `There is no migration ${to} that is not applied yet`)
  }
  const model = modelOf(project, ordered)
  const tables = await expectedTables(project, {
    dialect: found.dialect,
    migrations: ordered.slice(0, last + 1),
    found,
  })
  return tables.flatMap((wanted, index): Candidate[] => {
    if (index < least || (to !== null && index !== last)) return []
    return [{ index, drift: findDrift(found, wanted, [...ignore, ...ignoredBy(model)]) }]
  })
}

/** Old code may run as well until the second half of a gradual change is applied. */
function markersOf(
  applied: readonly MigrationRecord[],
  history: readonly MigrationRecord[],
): string[] {
  const newest = applied.at(-1)
  if (!newest) return []
  const isFirstHalf = history.some((one) => one.contractOf === newest.id && !applied.includes(one))
  return isFirstHalf && newest.from !== null ? [newest.from, newest.to] : [newest.to]
}

interface Adopted {
  live: LiveDatabase
  adopted: readonly MigrationRecord[]
  rest: readonly MigrationRecord[]
}

/** Once nothing is missing the program makes what else it needs of tables of its own. */
async function report(
  terminal: Terminal,
  project: string,
  { live, adopted, rest }: Adopted,
): Promise<ExitCode> {
  const ids = adopted.map(({ id }) => id)
  const steps = ids.filter((id) => readMigrationFile(project, id, 'data.ts') !== null)
  const isComplete = rest.length === 0
  const program = isComplete ? await askMigrateProgram(project, ['up']) : null
  terminal.answer({
    ok: true,
    database: live.name,
    adopted: ids,
    missing: rest.map(({ id }) => id),
    dataStepsNotRun: steps,
  })
  for (const id of ids) terminal.say(`adopted ${id}`)
  for (const id of steps) terminal.say(`its data step was not run: migrations/${id}/data.ts`)
  terminal.say(
    isComplete
      ? `${live.name} has the tables of the newest migration`
      : `${live.name} has these tables. To apply the others: cambium migrate up`,
  )
  if (program && program.code !== exitCode.ok) {
    terminal.complain(`Then cambium migrate up says: ${program.err.trim()}`)
  }
  return program?.code ?? exitCode.ok
}

function nothingTo(terminal: Terminal, { name }: LiveDatabase): ExitCode {
  terminal.answer({ ok: true, database: name, adopted: [], missing: [], dataStepsNotRun: [] })
  terminal.say(`${name} has a record of every migration already`)
  return exitCode.ok
}

/** Migrations that change no table leave it open whether what they do to rows was done. */
function ambiguous(
  terminal: Terminal,
  ordered: readonly MigrationRecord[],
  fitting: readonly Candidate[],
): ExitCode {
  const flags = fitting.map(({ index }) => `--to ${ordered[index]?.id ?? ''}`)
  terminal.answer({ ok: false, error: 'several migrations leave these tables', flags })
  terminal.complain('The database has the tables of several migrations. Say which was the last:')
  for (const [index, flag] of flags.entries()) {
    terminal.complain(`  ${index === 0 ? '   ' : 'or '}cambium migrate adopt ${flag}`)
  }
  return exitCode.environment
}

interface Refusal {
  live: LiveDatabase
  ordered: readonly MigrationRecord[]
  candidates: readonly Candidate[]
}

/** Shows how the database differs from the migration it is nearest to. */
function refuse(
  terminal: Terminal,
  project: string,
  { live, ordered, candidates }: Refusal,
): ExitCode {
  const count = ({ drift }: Candidate): number =>
    drift.reduce((sum, { differences }) => sum + differences.length, 0)
  const nearest = candidates.toSorted((a, b) => count(a) - count(b) || b.index - a.index)[0]
  const id = ordered[nearest?.index ?? 0]?.id ?? ''
  const model = modelOf(project, ordered)
  const drift = { drift: nearest?.drift ?? [], dialect: live.dialect, model }
  terminal.answer({
    ok: false,
    database: live.name,
    adopted: [],
    nearest: id,
    drift: driftAsJson(drift),
  })
  terminal.complain(
    `Nothing was recorded: ${live.name} has the tables of no migration. What differs from ${id}, which is the nearest:`,
  )
  reportDrift(terminal, drift)
  return exitCode.problems
}
