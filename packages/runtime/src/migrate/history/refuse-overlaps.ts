import { StartupError } from '../../errors/index.ts'
import { createLineage } from './lineage.ts'
import type { Migration } from './migration.ts'

/**
 * Refuses two migrations that were planned beside each other and touch the same, unless the database has both: each
 * was planned from tables that the other one changes. Those that share nothing run in any order.
 */
export function refuseOverlaps(
  migrations: readonly Migration[],
  applied: { has(id: string): boolean },
): void {
  if (isChain(migrations)) return
  const { isBeside } = createLineage(migrations)
  const missing = migrations.filter(({ id }) => !applied.has(id))
  for (const one of missing) {
    const other = migrations.find((next) => isBeside(one.id, next.id) && sharesWith(one, next))
    if (other) throw overlap(one, other)
  }
}

/** The usual case: each builds on the one before it. */
function isChain(migrations: readonly Migration[]): boolean {
  return migrations.every(
    ({ parents }, index) => index === 0 || parents.includes(migrations[index - 1]?.id ?? ''),
  )
}

function sharesWith(one: Migration, other: Migration): boolean {
  return one.footprint.some((key) => other.footprint.some((next) => meet(key, next)))
}

/** A table is everything in it: `e4` meets `e4.12`. */
function meet(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`)
}

function overlap(one: Migration, other: Migration): StartupError {
  const [first, second] = [one.id, other.id].sort()
  return new StartupError(
    `The migrations ${first} and ${second} were planned beside each other and change the same tables`,
    { hint: 'Run: cambium migrate rebase. It plans one of them again, on top of the other.' },
  )
}
