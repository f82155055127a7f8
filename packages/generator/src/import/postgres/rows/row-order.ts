import type { JsonValue } from '@cambium/model'
import type { ReadTable } from '../catalogue/index.ts'
import { quotedName, quotedText } from '../postgres-connection.ts'

/**
 * The order in which a table is read, and its positions: behind the values of a key, behind the place of a row on the disk, or
 * after so many rows.
 */
export interface RowOrder {
  /** Expressions that are selected beside the columns, as text: what positions are made of. */
  place: string[]
  orderBy: string | null
  /** The condition for rows behind a position. */
  behind(position: JsonValue): string | null
  /** How many rows a position tells to pass over. */
  skip(position: JsonValue): number
  /** The position behind a row by its place, the `n`th that was read since the beginning. */
  position(place: readonly (string | null)[], n: number): JsonValue
}

/** By the primary key, else a unique of columns that are never null, else by place or count. */
export function rowOrderOf(table: ReadTable): RowOrder {
  const { primaryKey, uniques, columns } = table.source
  const isRequired = (name: string): boolean =>
    columns.find((column) => column.name === name)?.nullable === false
  const unique = uniques.find((one) => one.columns.every(isRequired))
  const key = primaryKey.length > 0 ? primaryKey : (unique?.columns ?? [])
  if (key.length > 0) return byKey(table, key)
  const isOnePlace = table.row.kind === 'm' || (table.row.kind === 'r' && !table.row.chunked)
  return isOnePlace ? byPlace : byCount
}

function byKey(table: ReadTable, key: readonly string[]): RowOrder {
  // a bare name would be that of the text which is selected: '10' before '9'
  const names = key.map((name) => `source.${quotedName(name)}`)
  const list = `(${names.join(', ')})`
  const natives = key.map((name) => {
    return table.source.columns.find((column) => column.name === name)?.native ?? 'text'
  })
  return {
    place: names.map((name) => `${name}::text`),
    orderBy: names.join(', '),
    behind(position) {
      if (!Array.isArray(position) || position.length !== key.length) return null
      const values = position.map((value, at) => `${quotedText(String(value))}::${natives[at]}`)
      return `${list} > (${values.join(', ')})`
    },
    skip: () => 0,
    position: (place) => place.map(String),
  }
}

/** A scan without an order goes through the blocks of a table one after the other. */
const byPlace: RowOrder = {
  place: ['ctid::text'],
  orderBy: null,
  behind: (position) =>
    typeof position === 'string' ? `ctid > ${quotedText(position)}::tid` : null,
  skip: () => 0,
  position: ([place]) => place ?? null,
}

const byCount: RowOrder = {
  place: [],
  orderBy: null,
  behind: () => null,
  skip: (position) => (typeof position === 'number' ? position : 0),
  position: (_, n) => n,
}
