import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { JsonValue } from '@cambium/model'
import type { RowBatch, SourceRow } from '../../source/index.ts'
import type { ReadTable } from '../catalogue/index.ts'
import { quotedName } from '../quoted-name.ts'
import { type RawValue, type ReadValue, valueReader } from '../values/index.ts'
import { rowOrderOf } from './row-order.ts'

/** About as many characters and bytes as one batch holds, where rows are large. */
const batchSize = 1_000_000
const firstBatch = 50

/** Reads a table batch by batch, from behind a position. */
export function* readRows(
  db: DatabaseSync,
  table: ReadTable,
  { after, size }: { after: JsonValue; size: number },
): Generator<RowBatch> {
  const order = rowOrderOf(table)
  const parse = rowParser(table)
  const query = queryOf(db, table)
  let position = after
  let limit = Math.min(size, firstBatch)
  for (;;) {
    const { where, values, offset } = order.behind(position)
    const found = allRows(query(where), [...values, limit, offset])
    const last = found.at(-1)
    if (!last) return
    const place = last.slice(last.length - order.place.length)
    position = order.position(place, offset + found.length)
    yield { rows: found.map(parse), position }
    limit = nextLimit(found, size)
  }
}

/** Statements by their condition, each prepared once. */
function queryOf(db: DatabaseSync, table: ReadTable): (where: string) => StatementSync {
  const order = rowOrderOf(table)
  const names = table.columns.map(({ row }) => quotedName(row.name))
  const list = [...names, ...order.place].join(', ')
  const prepared = new Map<string, StatementSync>()
  return (where) => {
    const known = prepared.get(where)
    if (known) return known
    const from = `from ${quotedName(table.source.name)} ${where} ${order.orderBy}`
    const statement = db.prepare(`select ${list} ${from} limit ? offset ?`)
    statement.setReturnArrays(true)
    prepared.set(where, statement)
    return statement
  }
}

/** Numbers beyond 2^53 are an error unless all are asked for as `bigint`, which is slower: only then they are. */
function allRows(statement: StatementSync, values: readonly RawValue[]): RawValue[][] {
  try {
    return statement.all(...values) as unknown as RawValue[][]
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    statement.setReadBigInts(true)
    return statement.all(...values) as unknown as RawValue[][]
  }
}

function rowParser(table: ReadTable): (values: readonly RawValue[]) => SourceRow {
  const columns = table.columns.map(({ row, decided }): [string, ReadValue] => [
    row.name,
    valueReader(decided),
  ])
  return (values) => {
    const row: SourceRow = Object.create(null)
    for (let at = 0; at < columns.length; at++) {
      const [name, read] = columns[at] ?? ['', String]
      const value = values[at]
      row[name] = value === null || value === undefined ? null : read(value)
    }
    return row
  }
}

/** As many rows as make about one batch, and never more than were asked for. */
function nextLimit(found: readonly (readonly RawValue[])[], size: number): number {
  let total = 1
  for (const row of found) {
    for (const value of row) {
      total += typeof value === 'string' || value instanceof Uint8Array ? value.length : 8
    }
  }
  return Math.max(1, Math.min(size, Math.floor((batchSize * found.length) / total)))
}
