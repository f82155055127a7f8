import type { TableDraft } from './catalogue.ts'
import { quotedName } from './quoted-name.ts'

/** Takes a column away, with the keys, checks and indexes that it is part of. */
export function dropColumn({ table }: TableDraft, name: string): void {
  const isWithout = ({ columns }: { columns: string[] }): boolean => !columns.includes(name)
  table.columns = table.columns.filter((column) => column.name !== name)
  if (table.primaryKey.includes(name)) table.primaryKey = []
  table.uniques = table.uniques.filter(isWithout)
  table.foreignKeys = table.foreignKeys.filter(isWithout)
  table.indexes = table.indexes.filter(({ columns }) => columns.every((one) => one.name !== name))
  table.checks = table.checks.filter(({ sql }) => replaceName(sql, name, '') === sql)
}

/** Takes a constraint away; one of PostgreSQL's own names is known by its ending. */
export function dropConstraint({ table }: TableDraft, name: string): void {
  const isOther = (one: { name: string | null }): boolean => one.name !== name
  const count = table.uniques.length + table.foreignKeys.length + table.checks.length
  table.uniques = table.uniques.filter(isOther)
  table.foreignKeys = table.foreignKeys.filter(isOther)
  table.checks = table.checks.filter(isOther)
  if (table.uniques.length + table.foreignKeys.length + table.checks.length < count) return
  if (name === `${table.name}_pkey`) table.primaryKey = []
  table.uniques = table.uniques.filter(
    (one) => one.name !== null || name !== `${table.name}_${one.columns.join('_')}_key`,
  )
  table.foreignKeys = table.foreignKeys.filter(
    (one) => one.name !== null || name !== `${table.name}_${one.columns.join('_')}_fkey`,
  )
  table.checks = table.checks.filter(
    (one) =>
      one.name !== null ||
      !table.columns.some(
        (column) =>
          name === `${table.name}_${column.name}_check` &&
          replaceName(one.sql, column.name, '') !== one.sql,
      ),
  )
}

/** Gives a column another name, wherever the table speaks of it. */
export function renameColumn(draft: TableDraft, from: string, to: string): void {
  const { table } = draft
  const renamed = (name: string): string => (name === from ? to : name)
  for (const column of table.columns) column.name = renamed(column.name)
  const base = draft.bases.get(from)
  if (base !== undefined) draft.bases.set(to, base)
  table.primaryKey = table.primaryKey.map(renamed)
  for (const keys of [...table.uniques, ...table.foreignKeys])
    keys.columns = keys.columns.map(renamed)
  for (const check of table.checks) check.sql = replaceName(check.sql, from, quotedName(to))
  for (const column of table.columns) {
    if (column.generated !== null) {
      column.generated.sql = replaceName(column.generated.sql, from, quotedName(to))
    }
  }
  for (const index of table.indexes) {
    for (const column of index.columns) if (column.name === from) column.name = to
    if (index.where !== null) index.where = replaceName(index.where, from, quotedName(to))
    if (index.sql !== null) index.sql = replaceName(index.sql, from, quotedName(to))
  }
}

/** The SQL with another name where that name stands as a word of its own. */
function replaceName(sql: string, from: string, to: string): string {
  return sql.replaceAll(
    /'(?:[^']|'')*'|"((?:[^"]|"")*)"|[\p{L}_][\p{L}\p{N}_$]*/gu,
    (part, quoted) => {
      const name = quoted === undefined ? part.toLowerCase() : String(quoted).replaceAll('""', '"')
      return !part.startsWith("'") && name === from ? to : part
    },
  )
}
