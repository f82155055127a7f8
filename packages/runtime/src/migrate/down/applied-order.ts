import { createLineage, type Migration } from '../history/index.ts'
import type { SchemaState } from '../state/index.ts'

/**
 * The migrations a database has, newest first: none stands behind one that builds on it. Those that another one replaces
 * are that one.
 */
export function newestFirst(
  migrations: readonly Migration[],
  { applied }: Pick<SchemaState, 'applied'>,
): Migration[] {
  const left = withoutReplaced(migrations.filter(({ id }) => applied.has(id)))
  const appliedAt = ({ id }: Migration): string => applied.get(id)?.appliedAt ?? ''
  const newest: Migration[] = []
  while (left.length > 0) {
    const free = left.filter(({ id }) => !left.some(({ parents }) => parents.includes(id)))
    // Of those applied in one instant, the one that comes later in the order.
    const next = free.reduce((one, other) => (appliedAt(other) >= appliedAt(one) ? other : one))
    left.splice(left.indexOf(next), 1)
    newest.push(next)
  }
  return newest
}

/** Those that are to be taken back, newest first, until only one migration and what it builds on are left. */
export function newerThan(newest: readonly Migration[], { id }: Migration): Migration[] {
  const ancestors = createLineage([...newest].reverse()).ancestorsOf(id)
  return newest.filter((one) => one.id !== id && !ancestors.has(one.id))
}

function withoutReplaced(migrations: readonly Migration[]): Migration[] {
  const replacedBy = new Map(
    migrations.flatMap(({ id, replaces }) => replaces.map((replaced) => [replaced, id] as const)),
  )
  return migrations.flatMap((migration) => {
    if (replacedBy.has(migration.id)) return []
    const parents = migration.parents.map((parent) => replacedBy.get(parent) ?? parent)
    return [{ ...migration, parents }]
  })
}
