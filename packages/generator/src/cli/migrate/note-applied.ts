import { needsForeignKeysOff, planMigration, renderPlan } from '../../plan/index.ts'
import {
  changeDatabase,
  databaseFile,
  migrationHash,
  readDatabaseSchema,
  recallModel,
  recordMigration,
} from '../../project/index.ts'
import type { Terminal } from '../command.ts'
import { readServerSettings } from '../read-environment.ts'
import type { PlannedChange } from './planned-change.ts'

/** Migrations that were written just now, and what they are for. */
export interface Saved {
  /** In the order in which they run. */
  migrations: readonly { id: string; files: readonly { path: string; text: string }[] }[]
  change: PlannedChange
}

/** The development database may have these changes, or a part of them, already: made by `cambium dev`. */
export function noteApplied(terminal: Terminal, project: string, saved: Saved): void {
  const { migrations, change } = saved
  const file = databaseFile(project, readServerSettings(project).databaseUrl)
  const schema = file === null ? null : readDatabaseSchema(file)
  const [hash, ...others] = schema?.hashes ?? []
  if (file === null || hash === undefined) return
  if (migrations.some(({ id }) => schema?.applied.includes(id))) return
  const to = change.hashes.storage
  const isThere = hash === to || others.includes(to)
  if (!isThere && [hash, ...others].some((one) => change.last?.ends.includes(one))) return
  if (!isThere) {
    // between the halves of a gradual change the tables are those of no model
    const model = others.length === 0 ? recallModel(project, hash) : null
    const rest = model && planMigration(model, change.model, { ...change.decided, at: change.at })
    if (!rest || rest.unsafe.length > 0) return
    const statements = renderPlan(rest.operations, 'sqlite')
    changeDatabase(file, { statements, foreignKeysOff: needsForeignKeysOff(rest.operations), to })
  }
  for (const { id, files } of migrations) recordMigration(file, { id, hash: hashOf(files) })
  terminal.say('The development database has it already')
}

function hashOf(files: readonly { path: string; text: string }[]): string {
  return migrationHash((name) => files.find(({ path }) => path.endsWith(`/${name}`))?.text ?? null)
}
