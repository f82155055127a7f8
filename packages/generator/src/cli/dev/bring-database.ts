import { spawnSync } from 'node:child_process'
import type { ModelHashes, ModelIR } from '@cambium/model/ir'
import { operationWords, type Plan, planMigration, renderPlan } from '../../plan/index.ts'
import {
  changeDatabase,
  databaseFile,
  lastMigration,
  listMigrations,
  readDatabaseSchema,
  recallModel,
  rememberModels,
} from '../../project/index.ts'

export interface BringOptions {
  project: string
  databaseUrl: string
  model: ModelIR
  hashes: ModelHashes
  /** Says one line. */
  say(line: string): void
}

/**
 * Brings the development database to the shape of the model: migrations that are missing first, then every difference
 * that loses nothing, at once. Says in words what it did, and what it leaves to be done. False when the tables do not
 * fit the code.
 */
export function bringDatabase(options: BringOptions): boolean {
  const { project, databaseUrl, model, hashes, say } = options
  const file = databaseFile(project, databaseUrl)
  if (file === null) return runMigrations(options)
  const saved = listMigrations(project)
  const schema = readDatabaseSchema(file)
  if (schema?.hash === hashes.storage) return true
  const missing = saved.some((id) => !schema?.applied.includes(id))
  if (missing && !runMigrations(options)) return false
  const hash = readDatabaseSchema(file)?.hash ?? null
  if (hash === hashes.storage) return true
  const from = hash === null ? null : modelAt(project, hash)
  if (!from || hash === null) {
    say(`The tables of ${databaseUrl} have a shape this project does not know: left as they are`)
    return false
  }
  const plan = planMigration(from, model)
  if (plan.unsafe.length > 0) return leaveToBeDone(plan, options)
  const models = new Map([
    [hash, from],
    [hashes.storage, model],
  ])
  // both are kept before the change, so that a process killed in the middle finds the one the database is at
  rememberModels(project, models)
  changeDatabase(file, renderPlan(plan.operations, 'sqlite'), hashes.storage)
  for (const operation of plan.operations) say(`  tables: ${operationWords(operation)}`)
  return true
}

function modelAt(project: string, hash: string): ModelIR | null {
  const last = lastMigration(project)
  return last?.to === hash && last.model ? last.model : recallModel(project, hash)
}

function leaveToBeDone({ unsafe }: Plan, { say, databaseUrl }: BringOptions): false {
  say('The tables were left as they are, because this change could lose data:')
  for (const { what, why } of unsafe) say(`  ${what}: ${why}`)
  say(`Take the change back, or, if nobody needs the rows of ${databaseUrl}, delete that file.`)
  return false
}

function runMigrations({ project, databaseUrl, say }: BringOptions): boolean {
  const args = ['--env-file-if-exists=.env', '--disable-warning=ExperimentalWarning', 'src/main.ts']
  const { status, stderr, stdout } = spawnSync(process.execPath, [...args, 'migrate'], {
    cwd: project,
    env: { ...process.env, DATABASE_URL: databaseUrl },
    encoding: 'utf8',
  })
  if (status === 0) {
    say('  tables: migrations applied')
    return true
  }
  say(`The migrations could not be applied:\n${(stderr || stdout).trim()}`)
  return false
}
