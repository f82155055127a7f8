import { StartupError } from '../../errors/index.ts'
import type { SchemaState } from '../state/index.ts'
import type { Migration } from './migration.ts'

/** Refuses to build on migrations that are not the ones that were applied. */
export function checkApplied(
  migrations: readonly Migration[],
  { applied }: SchemaState,
  unfinished: readonly string[],
): void {
  const changed = migrations.find(({ id, hash }) => (applied.get(id)?.hash ?? hash) !== hash)
  if (changed) {
    throw new StartupError(`The migration ${changed.id} was changed after it was applied`, {
      hint: `Put ${changed.script.file} and the files beside it back as they were, and make a new migration for the change.`,
    })
  }
  const known = new Set(migrations.flatMap(({ id, replaces }) => [id, ...replaces]))
  const missing = [...applied.keys(), ...unfinished].find((id) => !known.has(id))
  if (missing !== undefined) {
    throw new StartupError(`The database has the migration ${missing}, which this code has not`, {
      hint: 'The database belongs to newer code: use that, or restore a backup.',
    })
  }
}
