import { StartupError } from '../../errors/index.ts'
import type { Migration } from './migration.ts'
import { orderMigrations } from './order-migrations.ts'

/** A migration and what is to be done with it where it is missing. */
export interface Resolved {
  readonly migration: Migration
  /** `record` where everything it replaces is or will be there. */
  readonly how: 'run' | 'record'
}

/**
 * Decides for a database which of the migrations that replace others stand for them: all, on a database that has none
 * of what they replace. Throws a `StartupError` where only some of it is there and the folders of the rest are gone.
 */
export function resolveReplaced(
  migrations: readonly Migration[],
  applied: { has(id: string): boolean },
): Resolved[] {
  const known = new Set(migrations.map(({ id }) => id))
  const recorded = new Set<string>()
  const left = new Set<string>()
  for (const migration of migrations.filter(({ replaces }) => replaces.length > 0)) {
    const missing = migration.replaces.filter((id) => !applied.has(id))
    const isNew = missing.length === migration.replaces.length
    if (applied.has(migration.id) || isNew) for (const id of missing) left.add(id)
    else {
      refuseGone(migration, missing, known)
      recorded.add(migration.id)
    }
  }
  const kept = migrations.filter(({ id }) => !left.has(id))
  const placed = kept.map((migration) =>
    recorded.has(migration.id)
      ? { ...migration, parents: migration.replaces.filter((id) => known.has(id)) }
      : migration,
  )
  return orderMigrations(placed).map((migration) => ({
    migration,
    how: recorded.has(migration.id) ? 'record' : 'run',
  }))
}

function refuseGone(
  { id, replaces }: Migration,
  missing: readonly string[],
  known: ReadonlySet<string>,
): void {
  const gone = missing.filter((one) => !known.has(one))
  if (gone.length === 0) return
  throw new StartupError(
    `The database has some of the migrations that ${id} replaces (${replaces.length - missing.length} of ${replaces.length}), and the folders of the others are gone: ${gone.join(', ')}`,
    { hint: 'Migrate this database once with the code from before they were put together.' },
  )
}
