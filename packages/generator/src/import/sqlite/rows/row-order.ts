import type { JsonValue } from '@cambium/model'
import type { ReadTable } from '../catalogue/index.ts'
import { quotedName } from '../quoted-name.ts'
import type { RawValue } from '../values/index.ts'

/** The order in which a table is read: by the number of the row, else by its key, else as the rows come. */
export interface RowOrder {
  /** Columns that are selected beside the others: what positions are made of. */
  place: string[]
  orderBy: string
  /** The end of a query for rows behind a position, and its values. */
  behind(position: JsonValue): { where: string; values: RawValue[]; offset: number }
  /** The position behind a row by its place, the `n`th that was read since the beginning. */
  position(place: readonly RawValue[], n: number): JsonValue
}

/** The order of a table. */
export function rowOrderOf({ source, rowId }: ReadTable): RowOrder {
  if (rowId !== null) return byKey([rowId])
  return source.primaryKey.length > 0 ? byKey(source.primaryKey) : byCount
}

function byKey(key: readonly string[]): RowOrder {
  const names = key.map(quotedName)
  const marks = key.map(() => '?').join(', ')
  return {
    place: names,
    orderBy: `order by ${names.join(', ')}`,
    behind(position) {
      if (!Array.isArray(position) || position.length !== key.length) {
        return { where: '', values: [], offset: 0 }
      }
      const where = `where (${names.join(', ')}) > (${marks})`
      return { where, values: position.map(fromJson), offset: 0 }
    },
    position: (place) => place.map(toJson),
  }
}

const byCount: RowOrder = {
  place: [],
  orderBy: '',
  behind: (position) => ({
    where: '',
    values: [],
    offset: typeof position === 'number' ? position : 0,
  }),
  position: (_, n) => n,
}

/** Integers and bytes say what they are: SQLite compares a text with neither. */
function toJson(value: RawValue): JsonValue {
  if (typeof value === 'bigint') return { integer: String(value) }
  return value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value
}

function fromJson(value: JsonValue): RawValue {
  if (typeof value === 'string' || typeof value === 'number') return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return typeof value.integer === 'string'
    ? BigInt(value.integer)
    : Buffer.from(String(value.bytes), 'base64')
}
