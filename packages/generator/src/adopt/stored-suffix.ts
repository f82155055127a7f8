import type { SourceColumn } from '../import/source/index.ts'

/** What a model says behind the type of a column that the database fills by itself; empty for others. */
export function storedSuffix({ generated, default: preset }: SourceColumn): string {
  if (generated !== null) return ', generated'
  return preset?.kind === 'sql' || preset?.kind === 'counter' ? ', default' : ''
}
