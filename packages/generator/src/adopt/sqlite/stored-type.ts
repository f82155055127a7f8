import type { DatabaseSync } from 'node:sqlite'
import type { SourceColumn, SourceTable } from '../../import/source/index.ts'
import { quoted } from '../../plan/index.ts'
import { storedSuffix } from '../stored-suffix.ts'
import { timePicture } from '../time-picture.ts'

const ownTimes = { date: 'YYYY-MM-DD', instant: 'YYYY-MM-DDTHH:MM:SS.SSSZ' } as const
const sampled = 1_000

/** How a column of SQLite keeps its values, found out by looking at some of them; `null` where it is Cambium's own way. */
export function sqliteStoredType(
  db: DatabaseSync,
  table: SourceTable,
  column: SourceColumn,
): string | null {
  const type = typeOf(db, table, column)
  const suffix = storedSuffix(table, column)
  if (type === null && suffix === '') return null
  return `${type ?? ownType(column)}${suffix}`
}

function typeOf(db: DatabaseSync, table: SourceTable, column: SourceColumn): string | null {
  const sample = (): unknown[] => sampleOf(db, table.name, column.name)
  switch (column.type.kind) {
    case 'bytes':
      return 'blob'
    case 'date':
    case 'instant': {
      const type = timeType(sample(), column)
      return type === ownTimes[column.type.kind] ? null : type
    }
    case 'boolean':
      return wordsOf(sample())
    case 'decimal':
      return /char|clob|text/i.test(column.native) ? 'text' : null
    case 'uuid': {
      const type = textType(sample())
      return type === 'blob' ? 'uuid bytes' : type
    }
    case 'text':
    case 'other':
      return textType(sample().slice(0, 100))
    default:
      return null
  }
}

function textType(values: readonly unknown[]): string | null {
  if (values.length > 0 && values.every((value) => value instanceof Uint8Array)) return 'blob'
  const isUpper = (value: unknown): boolean =>
    typeof value === 'string' && /^[0-9A-F]{8}-[0-9A-F-]{27}$/.test(value)
  const hasLetters = values.some((value) => /[A-F]/.test(String(value)))
  return hasLetters && values.every(isUpper) ? 'upper' : null
}

/** Behind which stands that the database fills it. */
function ownType({ type, native }: SourceColumn): string {
  if (type.kind === 'date' || type.kind === 'instant') return ownTimes[type.kind]
  return type.kind === 'decimal' ? 'numeric' : native.toLowerCase().replace(/\W.*$/, '') || 'any'
}

/** Some of the oldest values and some of the newest. */
function sampleOf(db: DatabaseSync, table: string, column: string): unknown[] {
  const [name, of] = [quoted(column), quoted(table)]
  const some = (order: string): unknown[] =>
    db
      .prepare(
        `select ${name} as v from (select ${name} from ${of} where ${name} is not null ${order} limit ${sampled})`,
      )
      .all()
      .map(({ v }) => v)
  const first = some('')
  if (first.length < sampled) return first
  try {
    return [...first, ...some('order by rowid desc')]
  } catch {
    return first
  }
}

function timeType(values: readonly unknown[], column: SourceColumn): string {
  if (values.length === 0) return emptyType(column)
  if (values.every(Number.isInteger)) return countedType(values)
  const types = new Set(values.map(timeTypeOf))
  const [only] = types
  const losesTime = only === ownTimes.date && column.type.kind === 'instant'
  return types.size === 1 && only && !losesTime ? only : 'mixed'
}

function timeTypeOf(value: unknown): string | null {
  if (typeof value === 'string') return timePicture(value)
  const number = Math.abs(Number(value))
  return number < 5_373_485 ? 'julian' : 'epoch'
}

/** The largest tells in what is counted. */
function countedType(values: readonly unknown[]): string {
  const largest = Math.max(...values.map((value) => Math.abs(Number(value))))
  if (largest < 1e11) return 'epoch'
  return largest < 1e14 ? 'milliseconds' : 'microseconds'
}

/** Nobody knows yet how others will write into it; its default and its declared type tell what they are likely to. */
function emptyType({ native, type, default: preset }: SourceColumn): string {
  if (/int/i.test(native)) return 'epoch'
  if (/real|floa|doub/i.test(native)) return 'julian'
  if (type.kind === 'date') return 'YYYY-MM-DD'
  return preset !== null || /datetime|timestamp/i.test(native)
    ? 'YYYY-MM-DD HH:MM:SS'
    : ownTimes.instant
}

const pairs = [
  ['t', 'f'],
  ['T', 'F'],
  ['true', 'false'],
  ['TRUE', 'FALSE'],
  ['True', 'False'],
  ['y', 'n'],
  ['Y', 'N'],
  ['yes', 'no'],
  ['Yes', 'No'],
] as const

function wordsOf(values: readonly unknown[]): string | null {
  const found = new Set(values)
  const pair = pairs.find((words) => words.some((word) => found.has(word)))
  return pair ? pair.join('/') : null
}
