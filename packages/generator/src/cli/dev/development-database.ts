import { spawnSync } from 'node:child_process'
import type { ModelHashes, ModelIR } from '@cambium/model/ir'
import { overlapWords, readStart } from '../../branches/index.ts'
import {
  needsForeignKeysOff,
  type Operation,
  operationWords,
  planMigration,
  renderPlan,
  type Unsafe,
} from '../../plan/index.ts'
import {
  changeDatabase,
  type DatabaseChange,
  type DatabaseSchema,
  databaseFile,
  readDatabaseSchema,
  readHistory,
  recallModel,
  rememberModels,
  tryChange,
} from '../../project/index.ts'
import { serverArguments } from './server-arguments.ts'
import { serverEnvironment } from './server-environment.ts'

export interface DevelopmentDatabaseOptions {
  project: string
  databaseUrl: string
  /** Says one line. */
  say(line: string): void
}

/** The tables of a project that is being developed. */
export interface DevelopmentDatabase {
  /** Whether the tables can become those of a model without losing anything; says in words what they cannot. */
  canFollow(model: ModelIR, hashes: ModelHashes): boolean
  /**
   * Brings the tables to the model: migrations that are missing first, then every other difference at once, and says in
   * words what it did. False when the tables do not fit the code.
   */
  follow(model: ModelIR, hashes: ModelHashes): boolean
}

/** The database behind a DATABASE_URL, seen from `cambium dev`. */
export function createDevelopmentDatabase(
  options: DevelopmentDatabaseOptions,
): DevelopmentDatabase {
  const file = databaseFile(options.project, options.databaseUrl)
  return {
    canFollow: (model, hashes) => {
      if (sayOverlaps(options)) return false
      const from = file === null ? null : startOf(options.project, readDatabaseSchema(file))
      if (!from || from.hash === hashes.storage) return true
      return isSafe(from, { model, hash: hashes.storage }, { ...options, file })
    },
    follow: (model, hashes) => {
      if (file !== null && readDatabaseSchema(file)?.hashes.includes(hashes.storage)) return true
      if (file === null || isMissingMigrations(options.project, file)) {
        const { ok, output } = runMigrations(options)
        // the command also fails when the migrations do not lead to the code yet, which they need not here
        const applied = file === null ? ok : !isMissingMigrations(options.project, file)
        options.say(
          applied
            ? '  tables: migrations applied'
            : `The migrations could not be applied:\n${output}`,
        )
        if (!applied || file === null) return applied
      }
      return changeTables({ ...options, file, model, to: hashes.storage })
    },
  }
}

/** Branches of migrations that cannot stand beside each other leave nobody knows what. */
function sayOverlaps({ project, say }: DevelopmentDatabaseOptions): boolean {
  const start = readStart(project)
  for (const overlap of start?.overlaps ?? []) {
    say(`${overlapWords(project, overlap)}. Stop and run: cambium migrate rebase`)
  }
  return (start?.overlaps.length ?? 0) > 0
}

interface Start {
  model: ModelIR
  hash: string
}

/** The model the tables are at, or will be at once the saved migrations are applied; `null` when nothing is known. */
function startOf(project: string, schema: DatabaseSchema | null): Start | null {
  const missing = isMissingAny(project, schema?.applied ?? [])
  const last = readStart(project)
  if (missing) return last?.model ? { model: last.model, hash: last.to } : null
  const [hash, ...others] = schema?.hashes ?? []
  // between the halves of a gradual change the tables are those of no model
  if (hash === undefined || others.length > 0) return null
  const model = last?.ends.includes(hash) ? last.model : recallModel(project, hash)
  return model && { model, hash }
}

function isSafe(
  from: Start,
  to: Start,
  { say, databaseUrl, file }: DevelopmentDatabaseOptions & { file: string | null },
): boolean {
  const { operations, unsafe } = planMigration(from.model, to.model)
  if (unsafe.length > 0) {
    say('Nothing was written, because the tables cannot follow this change without losing data:')
    for (const { what, why } of unsafe) say(`  ${what}: ${why}`)
    if (isAdopted(from.model)) say('Take the change back.')
    else sayWaysOut(say, { unsafe, databaseUrl })
    return false
  }
  // what stands between is in migrations that are not applied yet
  if (file === null || !readDatabaseSchema(file)?.hashes.includes(from.hash)) return true
  const problem = tryChange(file, databaseChange(operations, to.hash))
  if (problem === null) return true
  say(`Nothing was written, because rows of ${databaseUrl} do not fit this change:`)
  say(`  ${problem}`)
  return false
}

function sayWaysOut(
  say: DevelopmentDatabaseOptions['say'],
  { unsafe, databaseUrl }: { unsafe: readonly Unsafe[]; databaseUrl: string },
): void {
  const flags = [...new Set(unsafe.flatMap((one) => one.flags))]
  if (flags.length > 0) {
    say(`Take the change back, or stop and say what you mean:`)
    for (const flag of flags) say(`  cambium migrate save ${flag}`)
    return
  }
  say(
    `Take the change back. Or, when nobody needs the rows of ${databaseUrl} and no other database`,
  )
  say('has these migrations: stop, delete that file and migrations/, and start again.')
}

interface TableChange extends DevelopmentDatabaseOptions {
  file: string
  model: ModelIR
  to: string
}

function changeTables({ project, databaseUrl, file, model, to, say }: TableChange): boolean {
  const start = startOf(project, readDatabaseSchema(file))
  if (start?.hash === to) return true
  if (!start) {
    say(`The tables of ${databaseUrl} have a shape this project does not know: left as they are`)
    return false
  }
  const { operations } = planMigration(start.model, model)
  if (operations.length > 0 && isAdopted(model)) {
    say(
      `The tables of ${databaseUrl} are those of others, so that nothing is changed in passing. Stop and run:`,
    )
    say('  cambium migrate save, and then cambium migrate up')
    return false
  }
  // both are kept before the change, so that a process killed in the middle finds the one the database is at
  rememberModels(
    project,
    new Map([
      [start.hash, start.model],
      [to, model],
    ]),
  )
  changeDatabase(file, databaseChange(operations, to))
  for (const operation of operations) say(`  tables: ${operationWords(operation)}`)
  return true
}

/** Whether others made tables of the database, which then is no place for trying things. */
function isAdopted({ entities }: ModelIR): boolean {
  return entities.some(({ adopted }) => adopted)
}

function databaseChange(operations: readonly Operation[], to: string): DatabaseChange {
  const statements = renderPlan(operations, 'sqlite')
  return { statements, foreignKeysOff: needsForeignKeysOff(operations), to }
}

function isMissingMigrations(project: string, file: string): boolean {
  return isMissingAny(project, readDatabaseSchema(file)?.applied ?? [])
}

/** What stands for others is not missing where those are. */
function isMissingAny(project: string, applied: readonly string[]): boolean {
  return readHistory(project).some(({ id, replaces }) => {
    const stands = replaces.length > 0 && replaces.every((one) => applied.includes(one))
    return !stands && !applied.includes(id)
  })
}

function runMigrations({ project, databaseUrl }: DevelopmentDatabaseOptions): {
  ok: boolean
  output: string
} {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    serverArguments(project, 'migrate'),
    {
      cwd: project,
      env: { ...serverEnvironment(project), DATABASE_URL: databaseUrl },
      encoding: 'utf8',
    },
  )
  return { ok: status === 0, output: (stderr || stdout).trim() }
}
