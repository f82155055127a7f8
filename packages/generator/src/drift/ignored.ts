import type { Catalogue, CatalogueTable } from './catalogue.ts'

/** Whether somebody said that a thing is none of the migrations' business; `*` stands for any letters. */
export function isIgnored(names: readonly string[], patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const form = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
    const expression = new RegExp(`^${form.join('.*')}$`)
    return names.some((name) => expression.test(name))
  })
}

/**
 * A catalogue without what is no drift: what was put aside, and tables, columns, indexes, constraints and triggers that are to be
 * ignored. Tables of Cambium itself are those the migrations know nothing of.
 */
export function withoutIgnored(
  catalogue: Catalogue,
  { ignore, known }: { ignore: readonly string[]; known: ReadonlySet<string> },
): Catalogue {
  const isNone = ({ name }: CatalogueTable): boolean =>
    name.startsWith('_gone_') ||
    (name.startsWith('cambium_') && !known.has(name)) ||
    isIgnored([name], ignore)
  const tables = catalogue.tables.filter((table) => !isNone(table))
  return { ...catalogue, tables: tables.map((table) => trimmed(table, ignore)) }
}

function trimmed(table: CatalogueTable, ignore: readonly string[]): CatalogueTable {
  const stays = <Thing extends { name: string }>(list: readonly Thing[]): Thing[] =>
    list.filter(({ name }) => !isIgnored([name, `${table.name}.${name}`], ignore))
  return {
    ...table,
    columns: stays(table.columns),
    constraints: stays(table.constraints),
    indexes: stays(table.indexes),
    triggers: stays(table.triggers),
  }
}
