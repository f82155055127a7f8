import type { Catalogue, CatalogueTable } from './catalogue.ts'

/**
 * A catalogue with what changed between two others: for tables that nothing can make again just as they were found, and
 * whose later changes are known.
 */
export function carryOver(base: Catalogue, before: Catalogue, after: Catalogue): Catalogue {
  const tableIn = ({ tables }: Catalogue, name: string) => tables.find((one) => one.name === name)
  const kept = base.tables.filter(
    ({ name }) => tableIn(after, name) !== undefined || tableIn(before, name) === undefined,
  )
  const added = after.tables.filter(
    ({ name }) => tableIn(base, name) === undefined && tableIn(before, name) === undefined,
  )
  return {
    ...base,
    tables: [
      ...kept.map((table) => {
        const [old, now] = [tableIn(before, table.name), tableIn(after, table.name)]
        return old && now ? changedTable(table, old, now) : table
      }),
      ...added,
    ].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

function changedTable(
  base: CatalogueTable,
  before: CatalogueTable,
  after: CatalogueTable,
): CatalogueTable {
  return {
    ...base,
    columns: changed(base.columns, before.columns, after.columns),
    constraints: changed(base.constraints, before.constraints, after.constraints),
    indexes: changed(base.indexes, before.indexes, after.indexes),
    triggers: changed(base.triggers, before.triggers, after.triggers),
  }
}

/** What did not change stays as it was found, whatever the others say of it. */
function changed<Thing extends { name: string; definition?: string }>(
  base: readonly Thing[],
  before: readonly Thing[],
  after: readonly Thing[],
): Thing[] {
  const key = ({ name, definition = '' }: Thing): string => name || definition
  const text = (one: Thing): string => JSON.stringify(one)
  const texts = new Map(before.map((one) => [key(one), text(one)]))
  const now = new Map(after.map((one) => [key(one), one]))
  const stays = base.filter((one) => now.has(key(one)) || !texts.has(key(one)))
  const others = after.filter((one) => texts.get(key(one)) !== text(one))
  const names = new Set(others.map(key))
  return [...stays.filter((one) => !names.has(key(one))), ...others]
}
