import { hashModel } from '@cambium/model/hash'
import { readModelOf } from '../../branches/index.ts'
import { differenceWords, findDrift } from '../../drift/index.ts'
import {
  createSql,
  migrationFiles,
  operationWords,
  type Plan,
  planMigration,
  storageOf,
} from '../../plan/index.ts'
import {
  createProject,
  headsOf,
  type MigrationRecord,
  readHistory,
  readMigrationFile,
} from '../../project/index.ts'
import { proveMigration } from '../../proof/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { modelOf } from './check-database.ts'
import type { Decisions } from './decisions.ts'
import { editedScripts } from './edited-scripts.ts'
import { expectedTables } from './expected-tables.ts'
import { reportUnsafe } from './report-unsafe.ts'
import { freshTables } from './script-problems.ts'

export interface SquashOptions {
  decisions: Decisions
  /** The first to be put together; the first of all unless told. */
  from: string | null
  title: string
}

/** What is put together. */
interface Squash {
  migrations: MigrationRecord[]
  /** What the first of them builds on. */
  parent: MigrationRecord | null
  head: MigrationRecord
}

/**
 * `cambium migrate squash`: writes one migration that stands for many. The others stay until no database needs them; a new one runs
 * only this.
 */
export async function squashMigrations(
  terminal: Terminal,
  project: string,
  { decisions, from, title }: SquashOptions,
): Promise<ExitCode> {
  const squash = chooseMigrations(readHistory(project), from)
  refuseByHand(project, squash.migrations)
  const plan = planSquash(project, squash, decisions)
  if (plan.unsafe.length > 0)
    return reportUnsafe(terminal, plan.unsafe, { action: 'squash', title })
  const problems = await provenProblems(project, squash, plan)
  if (problems.length > 0) return reportProblems(terminal, problems)
  return write(terminal, project, { squash, plan, title })
}

function chooseMigrations(history: readonly MigrationRecord[], from: string | null): Squash {
  const heads = headsOf(history)
  const [head] = heads
  if (!head || heads.length > 1) {
    const message =
      heads.length > 1
        ? 'There are several branches: join them first with cambium migrate save'
        : 'There are no migrations'
    throw new CommandError(exitCode.problems, message)
  }
  const index = from === null ? 0 : history.findIndex(({ id }) => id === from)
  if (index < 0) throw new CommandError(exitCode.usage, `There is no migration ${from}`)
  const migrations = history.slice(index)
  const ids = new Set(migrations.map(({ id }) => id))
  const outside = new Set(migrations.flatMap(({ parents }) => parents).filter((id) => !ids.has(id)))
  const parent = history.find(({ id }) => outside.has(id)) ?? null
  if (outside.size > 1 || (parent && history[index - 1] !== parent)) {
    throw new CommandError(
      exitCode.problems,
      `A branch from before ${from} is joined after it: squash from an earlier migration`,
    )
  }
  if (migrations.length < 2)
    throw new CommandError(exitCode.problems, 'One migration is one already')
  return { migrations, parent, head }
}

/** What was written by hand cannot be planned. */
function refuseByHand(project: string, migrations: readonly MigrationRecord[]): void {
  const byHand = migrations.flatMap((one) => {
    const edited = editedScripts(project, one)
    const scripts = edited === 'unknown' ? [] : edited.map((dialect) => `${dialect}.sql`)
    const data = readMigrationFile(project, one.id, 'data.ts') === null ? [] : ['data.ts']
    return [...scripts, ...data].map((name) => `migrations/${one.id}/${name}`)
  })
  if (byHand.length === 0) return
  throw new CommandError(
    exitCode.problems,
    `Nothing was put together, because what was written by hand would be lost: ${byHand.join(', ')}. Begin after it: cambium migrate squash --from ID`,
  )
}

/** What the migrations had decided is decided. */
function planSquash(
  project: string,
  { migrations, parent, head }: Squash,
  decisions: Decisions,
): Plan {
  const before = parent && modelOf(project, [parent])
  const gone = before
    ? storageOf(before).tables.flatMap(({ label, columns }) => [
        label,
        ...columns.map((column) => `${label}.${column.label}`),
      ])
    : []
  const fills = migrations.flatMap(({ decided }) => Object.entries(decided.fills))
  return planMigration(before, modelOf(project, [head]), {
    drops: new Set([...gone, ...decisions.drops]),
    fills: new Map([...fills, ...decisions.fills]),
    at: new Date(),
  })
}

/** It must do what all of them do. */
async function provenProblems(
  project: string,
  { parent, head }: Squash,
  plan: Plan,
): Promise<string[]> {
  const to = modelOf(project, [head])
  const from = parent && readModelOf(project, parent.id)
  const proof = await proveMigration(project, [{ from, to, plan }])
  const all = readHistory(project)
  const [left, fresh] = [
    (await expectedTables(project, { dialect: 'sqlite', migrations: all })).at(-1),
    await freshTables(project, 'sqlite', createSql(to, 'sqlite')),
  ]
  const drift = left && fresh ? findDrift(left, fresh, []) : []
  return [...proof.problems, ...drift.flatMap((one) => one.differences.map(differenceWords))]
}

function reportProblems(terminal: Terminal, problems: readonly string[]): ExitCode {
  terminal.answer({ ok: false, problems })
  terminal.complain(
    'Nothing was put together, because one migration would not do what all of them do:',
  )
  for (const problem of problems) terminal.complain(`  ${problem}`)
  return exitCode.problems
}

interface Written {
  squash: Squash
  plan: Plan
  title: string
}

function write(
  terminal: Terminal,
  project: string,
  { squash: { migrations, parent, head }, plan, title }: Written,
): ExitCode {
  const replaces = migrations.flatMap(({ id, replaces: own }) => [...own, id])
  const model = modelOf(project, [head])
  const files = migrationFiles({
    plan,
    model,
    hashes: { ...hashModel(model), storage: head.to },
    previous: parent && { id: parent.id, to: parent.to },
    replaces,
    at: new Date(),
    title: title || 'squash',
  })
  createProject(project, files)
  const id = files[0]?.path.split('/')[1] ?? ''
  const steps = plan.operations.map(operationWords)
  terminal.answer({ ok: true, migration: id, replaces, steps })
  terminal.say(`Saved migrations/${id}, which stands for ${replaces.length} migrations:`)
  for (const one of replaces) terminal.say(`  ${one}`)
  terminal.say(
    'A new database runs only this one. Delete the folders of the others when every database has all of them: cambium migrate status',
  )
  return exitCode.ok
}
