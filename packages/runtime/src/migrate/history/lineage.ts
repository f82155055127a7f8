import type { Migration } from './migration.ts'

/** Who builds on whom. */
export interface Lineage {
  /** Everything a migration builds on, near and far. */
  ancestorsOf(id: string): ReadonlySet<string>
  /** Neither builds on the other. */
  isBeside(one: string, other: string): boolean
}

/** Works out who builds on whom among migrations in their order, parents first. */
export function createLineage(migrations: readonly Migration[]): Lineage {
  const ancestors = new Map<string, ReadonlySet<string>>()
  const none: ReadonlySet<string> = new Set()
  const ancestorsOf = (id: string): ReadonlySet<string> => ancestors.get(id) ?? none
  for (const { id, parents } of migrations) {
    const own = new Set(parents)
    for (const parent of parents) for (const one of ancestorsOf(parent)) own.add(one)
    ancestors.set(id, own)
  }
  return {
    ancestorsOf,
    isBeside: (one, other) =>
      one !== other && !ancestorsOf(one).has(other) && !ancestorsOf(other).has(one),
  }
}
