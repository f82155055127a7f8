import type { LeftBehind } from '../../source/index.ts'
import { type PostgresConnection, quotedName } from '../postgres-connection.ts'
import type { ReadColumn } from './read-columns.ts'
import { tableWords } from './read-left.ts'
import type { ReadTable } from './read-tables.ts'

/** Up to so many rows of a table are looked at. */
const mostRows = 200_000

/**
 * Looks at columns whose type takes more than a field of its kind does: lists with nulls or lists in them become JSON, lengths of time
 * that are negative or have parts of seconds become text. Says so of each.
 */
export async function lookAtValues(
  connection: PostgresConnection,
  tables: readonly ReadTable[],
): Promise<LeftBehind[]> {
  const left: LeftBehind[] = []
  for (const table of tables) {
    const columns = table.columns.filter(({ column }) => Object.hasOwn(tests, column.type.kind))
    const isTable = table.row.kind === 'r' || table.row.kind === 'p'
    if (!isTable || columns.length === 0) continue
    const found = await findMisfits(connection, table, columns)
    left.push(...found.map((column) => carryOtherwise(table, column)))
  }
  return left
}

/** Whether a value does not fit, by the kind of the column. */
const tests: { readonly [kind: string]: (name: string) => string } = {
  list: (name) =>
    `bool_or(case when array_ndims(${name}) > 1 then true else array_position(${name}::text[], null) is not null end)`,
  duration: (name) => `bool_or(${name}::text ~ '[-.]')`,
}

async function findMisfits(
  connection: PostgresConnection,
  { row }: ReadTable,
  columns: readonly ReadColumn[],
): Promise<ReadColumn[]> {
  const names = columns.map(({ column }) => quotedName(column.name))
  const list = columns.map(
    ({ column }, at) => `${tests[column.type.kind]?.(names[at] ?? '')}::text`,
  )
  const part = `select ${names.join(', ')} from ${quotedName(row.schema)}.${quotedName(row.name)} limit ${mostRows}`
  await connection.query('savepoint look')
  try {
    const [found] = await connection.query(`select ${list.join(', ')} from (${part}) part`)
    return columns.filter((_, at) => found?.[at] === 'true')
  } catch {
    // a table that may not be read is told of when its rows are
    await connection.query('rollback to savepoint look')
    return []
  }
}

function carryOtherwise(table: ReadTable, { column }: ReadColumn): LeftBehind {
  const isList = column.type.kind === 'list'
  column.type = isList ? { kind: 'json' } : { kind: 'other' }
  return {
    what: `${tableWords(table.row)}, column ${column.name}`,
    reason: isList
      ? 'its lists hold nulls or lists: it comes as JSON'
      : 'it holds lengths of time that are negative or have parts of seconds: it comes as text',
    suggestion: 'Put its values right in the source and import again, or keep the field as it is',
  }
}
