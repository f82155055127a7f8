import { StartupError } from '../../errors/index.ts'
import type { Migration } from './migration.ts'

/**
 * Parents before children; what is free in that comes by id, which is by time. A parent that is gone because another
 * migration replaces it is met by that one. Throws a `StartupError` for a circle and for a parent that is missing.
 */
export function orderMigrations(migrations: readonly Migration[]): Migration[] {
  const known = new Map(withStandIns(migrations).map((migration) => [migration.id, migration]))
  for (const { id, parents } of known.values()) {
    const missing = parents.find((parent) => !known.has(parent))
    if (missing !== undefined) {
      throw new StartupError(`The migration ${id} builds on ${missing}, which is missing`)
    }
  }
  const waiting = new Map(known)
  const ordered: Migration[] = []
  while (waiting.size > 0) {
    const next = [...waiting.values()].find(({ parents }) =>
      parents.every((parent) => !waiting.has(parent)),
    )
    if (!next) throw new StartupError('The migrations wait for one another in a circle')
    waiting.delete(next.id)
    ordered.push(next)
  }
  return ordered
}

/** Names the migration that replaces a parent where the folder of the parent is gone. */
function withStandIns(migrations: readonly Migration[]): Migration[] {
  const known = new Set(migrations.map(({ id }) => id))
  const replacedBy = new Map(
    migrations.flatMap(({ id, replaces }) => replaces.map((replaced) => [replaced, id] as const)),
  )
  const standIn = (parent: string): string =>
    known.has(parent) ? parent : (replacedBy.get(parent) ?? parent)
  return migrations.map((migration) => ({
    ...migration,
    parents: [...new Set(migration.parents.map(standIn))],
  }))
}
