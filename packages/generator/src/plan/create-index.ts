import { quoted } from './identifier.ts'
import type { Index, Table } from './storage.ts'

/** The statement that makes an index; both databases read the same one, only PostgreSQL knows `CONCURRENTLY`. */
export function createIndex(table: Table, index: Index, how: '' | ' CONCURRENTLY' = ''): string {
  const columns = index.columns
    .map(({ name, descending }) => (descending ? `${quoted(name)} DESC` : quoted(name)))
    .join(', ')
  const kind = index.unique ? 'UNIQUE INDEX' : 'INDEX'
  const where = index.liveOnly ? ' WHERE "deleted_at" IS NULL' : ''
  return `CREATE ${kind}${how} ${quoted(index.name)} ON ${quoted(table.name)} (${columns})${where}`
}
