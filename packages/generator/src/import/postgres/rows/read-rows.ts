import type { JsonValue } from '@cambium/model'
import { ImportError, type RowBatch, type SourceRow } from '../../source/index.ts'
import type { ReadTable } from '../catalogue/index.ts'
import { type PostgresConnection, quotedName } from '../postgres-connection.ts'
import { type ReadValue, textExpression, valueReader } from '../values/index.ts'
import { type RowOrder, rowOrderOf } from './row-order.ts'
import { rowsOfTable } from './rows-of-table.ts'

/** About as much text as one batch holds, where rows are large. */
const batchCharacters = 1_000_000
const firstFetch = 50

let cursors = 0

/** Reads a table through a cursor, from behind a position; a transaction has to be open. */
export async function* readRows(
  connection: PostgresConnection,
  table: ReadTable,
  { after, size }: { after: JsonValue; size: number },
): AsyncGenerator<RowBatch> {
  const order = rowOrderOf(table)
  const cursor = `cambium_import_${++cursors}`
  const parse = rowParser(table)
  await explain(table, () => openCursor(connection, { cursor, table, order, after }))
  try {
    let read = order.skip(after)
    let count = Math.min(size, firstFetch)
    for (;;) {
      const found = await explain(table, () => connection.query(`fetch ${count} from ${cursor}`))
      const last = found.at(-1)
      if (!last) return
      read += found.length
      const place = last.slice(last.length - order.place.length)
      yield { rows: found.map(parse), position: order.position(place, read) }
      count = nextCount(found, size)
    }
  } finally {
    // the connection may be what broke
    await connection.query(`close ${cursor}`).catch(() => {})
  }
}

async function openCursor(
  connection: PostgresConnection,
  {
    cursor,
    table,
    order,
    after,
  }: { cursor: string; table: ReadTable; order: RowOrder; after: JsonValue },
): Promise<void> {
  const columns = table.columns.map(({ column, resolved }) =>
    textExpression(quotedName(column.name), resolved),
  )
  const behind = order.behind(after)
  const parts = [
    `declare ${cursor} no scroll cursor for`,
    `select ${[...columns, ...order.place].join(', ')}`,
    `from ${rowsOfTable(table)}`,
    behind === null ? '' : `where ${behind}`,
    order.orderBy === null ? '' : `order by ${order.orderBy}`,
  ]
  await connection.query(parts.join(' '))
  const skip = order.skip(after)
  if (skip > 0) await connection.query(`move forward ${skip} from ${cursor}`)
}

/** Makes an object of the texts of a row. */
function rowParser(table: ReadTable): (values: readonly (string | null)[]) => SourceRow {
  const columns = table.columns.map(({ column, resolved }): [string, ReadValue] => [
    column.name,
    valueReader(resolved.type, resolved.base),
  ])
  return (values) => {
    const row: SourceRow = Object.create(null)
    for (let at = 0; at < columns.length; at++) {
      const [name, read] = columns[at] ?? ['', String]
      const text = values[at]
      row[name] = text === null || text === undefined ? null : read(text)
    }
    return row
  }
}

/** As many rows as make about one batch of text, and never more than were asked for. */
function nextCount(found: readonly (readonly (string | null)[])[], size: number): number {
  let characters = 1
  for (const row of found) for (const text of row) characters += text?.length ?? 0
  const fitting = Math.floor((batchCharacters * found.length) / characters)
  return Math.max(1, Math.min(size, fitting))
}

async function explain<Result>(table: ReadTable, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    throw unreadable(table, cause)
  }
}

function unreadable({ row }: ReadTable, cause: unknown): ImportError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const text = `The rows of ${row.schema}.${row.name} cannot be read: ${reason}`
  return new ImportError(text, hintOf(cause), { cause })
}

function hintOf(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : ''
  if (code === '42501') {
    return 'Connect as the owner of the tables, or as a role that may read them and passes row security (BYPASSRLS); or leave the table out with --except'
  }
  return 'Run the import again: it goes on where it stood'
}
