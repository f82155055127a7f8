import type { SourceForeignKey } from '../../source/index.ts'
import type { TableDraft } from './catalogue.ts'

/** A relation that every partition has is one of the table. */
export function liftRelations(draft: TableDraft, all: readonly TableDraft[]): void {
  const leaves = all.filter(
    (one) => one.partitionOf !== null && !one.isPartitioned && isPart(one, draft),
  )
  const [first, ...others] = leaves
  if (first === undefined) return
  for (const key of keysOf(first, draft)) {
    const isEverywhere = others.every((leaf) => keysOf(leaf, draft).some((one) => isSame(one, key)))
    const isThere = draft.table.foreignKeys.some((one) => isSame(one, key))
    if (isEverywhere && !isThere) draft.table.foreignKeys.push({ ...key, name: null })
  }
}

function isPart(one: TableDraft, draft: TableDraft): boolean {
  return one.partitionOf !== null && (one.partitionOf === draft || isPart(one.partitionOf, draft))
}

/** Its own, and those of the partitions it is a part of. */
function keysOf(one: TableDraft, root: TableDraft): SourceForeignKey[] {
  const above =
    one.partitionOf === null || one.partitionOf === root ? [] : keysOf(one.partitionOf, root)
  return [...one.table.foreignKeys, ...above]
}

function isSame(a: SourceForeignKey, b: SourceForeignKey): boolean {
  return JSON.stringify({ ...a, name: null }) === JSON.stringify({ ...b, name: null })
}
