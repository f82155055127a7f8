import { sharedFootprint } from '../plan/index.ts'
import { headsOf, lineOf, type MigrationRecord } from '../project/index.ts'

/** Two branches of migrations that touch the same things, so that the order they run in would matter. */
export interface Overlap {
  /** Where each ends. */
  heads: [string, string]
  /** What each has beyond what both build on, in order. */
  branches: [MigrationRecord[], MigrationRecord[]]
  /** Keys of what both touch. */
  shared: string[]
}

/** The branches that may not stand beside each other. */
export function findOverlaps(history: readonly MigrationRecord[]): Overlap[] {
  const heads = headsOf(history)
  return heads.flatMap((one, index) =>
    heads.slice(index + 1).flatMap((other) => {
      const [left, right] = branchesOf(history, one.id, other.id)
      const shared = sharedFootprint(touched(left), touched(right))
      if (shared.length === 0) return []
      const overlap: Overlap = { heads: [one.id, other.id], branches: [left, right], shared }
      return [overlap]
    }),
  )
}

/** What two migrations' lines have beyond each other. */
export function branchesOf(
  history: readonly MigrationRecord[],
  one: string,
  other: string,
): [MigrationRecord[], MigrationRecord[]] {
  const left = lineOf(history, one)
  const right = lineOf(history, other)
  return [
    left.filter((item) => !right.includes(item)),
    right.filter((item) => !left.includes(item)),
  ]
}

function touched(branch: readonly MigrationRecord[]): string[] {
  return [...new Set(branch.flatMap(({ footprint }) => footprint))]
}
