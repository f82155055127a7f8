import { quoted } from '../plan/index.ts'
import type { CatalogueTable } from './catalogue.ts'

/** The name of the table that keeps what a way back takes away; `migrate purge` knows it by its form. */
export function asideName(parts: readonly string[], at: Date): string {
  const time = at.toISOString().replace(/[-:]/g, '').slice(0, 15)
  return `_gone_${parts.join('_').slice(0, 40)}_${time}`
}

/** Keeps a column's values beside the keys of their rows; the same in both databases. */
export function keepAside(table: CatalogueTable, column: string, at: Date): string {
  const key = /^primary key \( (.*) \)$/
    .exec(table.constraints.find(({ kind }) => kind === 'primary key')?.definition ?? '')?.[1]
    ?.split(' , ')
  const columns = [...(key ?? []).map((name) => (name.startsWith('"') ? name : quoted(name)))]
  const aside = quoted(asideName([table.name, column], at))
  return `CREATE TABLE ${aside} AS SELECT ${[...columns, quoted(column)].join(', ')} FROM ${quoted(table.name)}`
}
