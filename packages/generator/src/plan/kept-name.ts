import type { Column, Table } from './storage.ts'

/** The table that keeps what is taken away: `_gone_4_20261120T091000`, `_gone_4_11_20261120T091000` for a column. */
export function keptName(table: Table, column: Column | null, at: Date): string {
  const time = at.toISOString().replace(/[-:]/g, '').slice(0, 15)
  const key = table.key.replace(/^e/, '')
  return `_gone_${column ? `${key}_${column.key}` : key}_${time}`
}
