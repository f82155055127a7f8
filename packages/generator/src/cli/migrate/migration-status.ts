import { operationWords } from '../../plan/index.ts'
import { databaseFile, listMigrations, readDatabaseSchema } from '../../project/index.ts'
import type { Terminal } from '../command.ts'
import { readServerSettings } from '../read-environment.ts'
import type { PlannedChange } from './planned-change.ts'

/** Says which migrations the database has and what the models have beyond them. */
export function reportStatus(
  terminal: Terminal,
  project: string,
  { isCurrent, plan }: PlannedChange,
): void {
  const { databaseUrl } = readServerSettings(project)
  const file = databaseFile(project, databaseUrl)
  const applied = file === null ? null : (readDatabaseSchema(file)?.applied ?? [])
  const migrations = listMigrations(project).map((id) => ({
    id,
    applied: applied?.includes(id) ?? null,
  }))
  const pending = isCurrent ? [] : plan.operations.map(operationWords)
  const undecided = isCurrent ? [] : plan.unsafe
  terminal.answer({ ok: true, migrations, pending, undecided })
  for (const { id, applied: has } of migrations) {
    terminal.say(`${has === null ? '?      ' : has ? 'applied' : 'missing'}  ${id}`)
  }
  if (applied === null)
    terminal.say('What a database server has is said by: node src/main.ts migrate')
  if (isCurrent) terminal.say('The models have the tables of the newest migration')
  for (const step of pending) terminal.say(`not saved  ${step}`)
  for (const { what, why } of undecided) terminal.say(`undecided  ${what}: ${why}`)
}
