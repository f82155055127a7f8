import type { SourceNote } from '../../source/index.ts'
import { type PostgresConnection, quotedName } from '../postgres-connection.ts'
import { tryQuery } from '../try-query.ts'
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
): Promise<SourceNote[]> {
  const looked = tables.flatMap((table) => {
    const isTable = table.row.kind === 'r' || table.row.kind === 'p'
    const columns = table.columns.filter(({ column }) => Object.hasOwn(tests, column.type.kind))
    return isTable && columns.length > 0 ? [{ table, columns }] : []
  })
  const notes: SourceNote[] = []
  for (let start = 0; start < looked.length; start += tablesAtOnce) {
    const part = looked.slice(start, start + tablesAtOnce)
    const found = await findMisfits(connection, part)
    notes.push(...found.map(({ table, column }) => carryOtherwise(table, column)))
  }
  return notes
}

const tablesAtOnce = 40

interface Looked {
  table: ReadTable
  columns: readonly ReadColumn[]
}

/** Whether a value does not fit, by the kind of the column. */
const tests: { readonly [kind: string]: (name: string) => string } = {
  list: (name) =>
    `bool_or(case when array_ndims(${name}) > 1 then true else array_position(${name}::text[], null) is not null end)`,
  duration: (name) => `bool_or(${name}::text ~ '[-.]')`,
}

/** Of all the tables at once; where one of them may not be read, of each alone. */
async function findMisfits(
  connection: PostgresConnection,
  looked: readonly Looked[],
): Promise<{ table: ReadTable; column: ReadColumn }[]> {
  const found = await tryQuery(connection, `select ${looked.map(lookExpression).join(', ')}`)
  if (found) {
    return looked.flatMap(({ table, columns }, at) => {
      const answers = JSON.parse(found[at] ?? '[]') as (boolean | null)[]
      return columns.filter((_, n) => answers[n] === true).map((column) => ({ table, column }))
    })
  }
  if (looked.length === 1) return []
  const single: { table: ReadTable; column: ReadColumn }[] = []
  for (const one of looked) single.push(...(await findMisfits(connection, [one])))
  return single
}

function lookExpression({ table, columns }: Looked): string {
  const names = columns.map(({ column }) => quotedName(column.name))
  const list = columns.map(({ column }, at) => tests[column.type.kind]?.(names[at] ?? ''))
  const from = `${quotedName(table.row.schema)}.${quotedName(table.row.name)}`
  return `(select json_build_array(${list.join(', ')})::text from (select ${names.join(', ')} from ${from} limit ${mostRows}) part)`
}

function carryOtherwise(table: ReadTable, { column }: ReadColumn): SourceNote {
  const isList = column.type.kind === 'list'
  column.type = isList ? { kind: 'json' } : { kind: 'other' }
  return {
    what: `${tableWords(table.row)}, column ${column.name}`,
    text: isList
      ? 'its lists hold nulls or lists: it comes as JSON'
      : 'it holds lengths of time that are negative or have parts of seconds: it comes as text',
  }
}
