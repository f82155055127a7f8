import type { Column } from './column.ts'
import type { Columns } from './columns.ts'
import { type Sql, type SqlPart, sqlFrom } from './sql.ts'
import { quoteIdentifier, raw } from './sql-text.ts'

type Kept = Map<string, readonly string[]>

const insertions = new WeakMap<object, Kept>()
const changes = new WeakMap<object, Kept>()

/**
 * `("title", "due_at") values (?, ?)` for the properties that are there. Computed ones are left out, as is `undefined`;
 * a property the table does not have is refused.
 */
export function values<Record extends object>(
  columns: Columns<Record>,
  record: Partial<Record>,
): Sql {
  const { key, names, parts } = storedParts(columns, record, isGiven)
  if (names.length === 0) return raw('default values')
  const strings = keep(insertions, columns, key, () => [
    `(${names.map(quoteIdentifier).join(', ')}) values (`,
    ...names.slice(1).map(() => ', '),
    ')',
  ])
  return sqlFrom(strings, parts)
}

/**
 * `"title" = ?, "due_at" = ?` for the properties that are there. Computed ones are left out, as is `undefined`; a
 * property the table does not have is refused. With nothing to change it writes what is stored.
 */
export function assignments<Record extends object>(
  columns: Columns<Record>,
  changed: Partial<Record>,
): Sql {
  const { key, names, parts } = storedParts(columns, changed)
  if (names.length === 0) return unchanged(columns)
  const strings = keep(changes, columns, key, () => [
    ...names.map((name, index) => `${index > 0 ? ', ' : ''}${quoteIdentifier(name)} = `),
    '',
  ])
  return sqlFrom(strings, parts)
}

interface Stored {
  key: string
  names: string[]
  parts: SqlPart[]
}

/** What the database fills by itself is left to it. */
function isGiven({ stored }: Column, value: unknown): boolean {
  return stored?.filled !== 'default' || value !== null
}

function storedParts<Record extends object>(
  columns: Columns<Record>,
  record: Partial<Record>,
  isWritten: (column: Column, value: unknown) => boolean = () => true,
): Stored {
  const stored: Stored = { key: '', names: [], parts: [] }
  for (const property of Object.keys(record)) {
    const column = columns.column(property)
    const { name } = column
    const value = record[property as keyof Record]
    if (name === null || value === undefined || column.stored?.filled === 'generated') continue
    if (!isWritten(column, value)) continue
    stored.key += `${property}\n`
    stored.names.push(name)
    stored.parts.push(columns.write(property, value))
  }
  return stored
}

function unchanged<Record extends object>(columns: Columns<Record>): Sql {
  for (const property of columns.properties) {
    const { name } = columns.column(property)
    if (name === null) continue
    return raw(
      `${quoteIdentifier(name)} = ${quoteIdentifier(columns.table)}.${quoteIdentifier(name)}`,
    )
  }
  throw new TypeError(`The table ${columns.table} stores nothing`)
}

const maxShapes = 1_000

function keep(
  all: WeakMap<object, Kept>,
  columns: object,
  key: string,
  make: () => string[],
): readonly string[] {
  let kept = all.get(columns)
  if (!kept) {
    kept = new Map()
    all.set(columns, kept)
  }
  const known = kept.get(key)
  if (known) return known
  const strings = make()
  if (kept.size >= maxShapes) kept.clear()
  kept.set(key, strings)
  return strings
}
