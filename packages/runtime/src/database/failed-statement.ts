import type { AnyColumns } from './columns.ts'

/** What is known of a statement that failed. */
export interface FailedStatement {
  readonly text: string
  readonly columns: AnyColumns | null
}

/** The name a caller knows a column by: its property, or its name in camel case where no columns describe it. */
export function fieldOf(failed: FailedStatement, column: string): string {
  return (
    failed.columns?.propertyOf(column) ??
    column.replaceAll(/_+([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
  )
}
