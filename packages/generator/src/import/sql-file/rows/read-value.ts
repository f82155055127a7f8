import type { JsonValue } from '@cambium/model'
import { type ReadValue, valueReader } from '../../postgres/values/index.ts'
import type { SourceColumn, SourceType } from '../../source/index.ts'
import { normalText, type TableDraft } from '../catalogue/index.ts'

/** How the texts of one column become values. */
export interface ColumnReader {
  name: string
  column: SourceColumn
  type: SourceType
  base: string
  /** Of a text that PostgreSQL printed. */
  printed: ReadValue
  /** Of a text that a person may have written. */
  written: ReadValue
}

/** Readers of the columns that rows give; those the table does not have are passed over. */
export function columnReaders(
  { table, bases, readAs }: TableDraft,
  names: readonly string[] | null,
): (ColumnReader | null)[] {
  const all = names ?? table.columns.map(({ name }) => name)
  return all.map((name) => {
    const column = table.columns.find((one) => one.name === name)
    if (column === undefined) return null
    const base = bases.get(name) ?? ''
    const type = readAs.get(name) ?? column.type
    const read = valueReader(type, base)
    const written: ReadValue = (text) => keep(read, normalText(text, type))
    const isExact = ['instant', 'duration'].includes(type.kind) || base === 'money'
    return {
      name,
      column,
      type,
      base,
      written,
      printed: isExact ? written : (text) => keep(read, text),
    }
  })
}

/** What cannot be read stays a text, which is then refused where it is loaded, with its row. */
function keep(read: ReadValue, text: string): JsonValue {
  try {
    return read(text)
  } catch {
    return text
  }
}
