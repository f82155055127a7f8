import type { SourceColumn, SourceTable } from '../import/source/index.ts'

/** What a model says behind the type of a column that the database fills by itself; empty for others, and for keys. */
export function storedSuffix(
  { primaryKey }: SourceTable,
  { name, generated, default: preset }: SourceColumn,
): string {
  if (primaryKey.includes(name)) return ''
  if (generated !== null) return ', generated'
  return preset?.kind === 'sql' || preset?.kind === 'counter' ? ', default' : ''
}
