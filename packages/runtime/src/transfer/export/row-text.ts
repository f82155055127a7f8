import type { ExportedProperties } from './exported-properties.ts'
import type { Row } from './read-rows.ts'

/** How rows of one kind are written in a format. */
export interface RowText {
  /** What stands before all rows. */
  readonly head: string
  /** The text of rows that were read together. */
  rows(rows: readonly Row[]): string
}

/** A row as JSON on a line of its own; the names in the order of the properties. */
export function jsonLines(prepare: (row: Row) => Row = (row) => row): RowText {
  return {
    head: '',
    rows: (rows) => rows.map((row) => `${JSON.stringify(prepare(row))}\n`).join(''),
  }
}

/** Properties that hold JSON values, whose names are brought into one order. */
export function jsonProperties({ shape, properties }: ExportedProperties): string[] {
  const { columns } = shape.resource
  return properties.filter((property) => columns.typeOf(property) === 'json')
}
