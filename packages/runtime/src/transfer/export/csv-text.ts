import type { Row } from './read-rows.ts'
import type { RowText } from './row-text.ts'

/**
 * Rows as CSV (RFC 4180), the names in the first line. An empty text is `""` and no value is nothing; lists and objects are
 * JSON.
 */
export async function csvText(properties: readonly string[]): Promise<RowText> {
  const { stringify } = await import('csv-stringify/sync')
  const options = { record_delimiter: 'windows' as const }
  return {
    head: stringify([[...properties]], options),
    rows: (rows) =>
      stringify(
        rows.map((row) => properties.map((property) => cell(row, property))),
        { ...options, cast: { string: quoted } },
      ),
  }
}

/** Without quotes nobody could tell an empty text from none, nor a lone carriage return from the end of a line. */
function quoted(value: string): string | { value: string; [option: string]: string | boolean } {
  if (value === '') return { value, quoted_empty: true }
  return value.includes('\r') ? { value, quoted: true } : value
}

function cell(row: Row, property: string): string | null {
  const value = row[property]
  if (value === null || value === undefined) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
