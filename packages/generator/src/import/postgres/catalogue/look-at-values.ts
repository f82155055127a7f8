import type { SourceNote } from '../../source/index.ts'
import { type PostgresConnection, quotedName } from '../postgres-connection.ts'
import { tryQuery } from '../try-query.ts'
import type { ReadColumn } from './read-columns.ts'
import { tableWords } from './read-left.ts'
import type { ReadTable } from './read-tables.ts'
import { type ValueLook, valueLooks } from './value-looks.ts'

/** Up to so many rows of a table are looked at. */
const mostRows = 200_000
const tablesAtOnce = 40

interface Looked {
  table: ReadTable
  columns: readonly { read: ReadColumn; look: ValueLook }[]
}

/**
 * Looks at columns whose type takes more than a field of its kind does, gives them types that all of their values have room in, and
 * says so.
 */
export async function lookAtValues(
  connection: PostgresConnection,
  tables: readonly ReadTable[],
): Promise<SourceNote[]> {
  const looked = tables.map(lookedOf).filter(({ columns }) => columns.length > 0)
  const notes: SourceNote[] = []
  for (let start = 0; start < looked.length; start += tablesAtOnce) {
    notes.push(...(await lookAtSome(connection, looked.slice(start, start + tablesAtOnce))))
  }
  return notes
}

function lookedOf(table: ReadTable): Looked {
  if (table.row.kind !== 'r' && table.row.kind !== 'p') return { table, columns: [] }
  const columns = table.columns.flatMap((read) => {
    const look = valueLooks.find((one) => one.isWanted(read.column.type))
    return look ? [{ read, look }] : []
  })
  return { table, columns }
}

/** At all the tables at once; where one of them may not be read, at each alone. */
async function lookAtSome(
  connection: PostgresConnection,
  looked: readonly Looked[],
): Promise<SourceNote[]> {
  const found = await tryQuery(connection, `select ${looked.map(lookExpression).join(', ')}`)
  if (found) {
    return looked.flatMap((one, at) => takeAnswers(one, JSON.parse(found[at] ?? '[]') as unknown[]))
  }
  if (looked.length === 1) return []
  const notes: SourceNote[] = []
  for (const one of looked) notes.push(...(await lookAtSome(connection, [one])))
  return notes
}

function lookExpression({ table, columns }: Looked): string {
  const names = columns.map(({ read }) => quotedName(read.column.name))
  const list = columns.map(({ look }, at) => look.expression(names[at] ?? ''))
  const from = `${quotedName(table.row.schema)}.${quotedName(table.row.name)}`
  return `(select json_build_array(${list.join(', ')})::text from (select ${names.join(', ')} from ${from} limit ${mostRows}) part)`
}

function takeAnswers({ table, columns }: Looked, answers: readonly unknown[]): SourceNote[] {
  return columns.flatMap(({ read: { column }, look }, at) => {
    const fitting = look.fit(answers[at], column.type)
    if (fitting === null) return []
    column.type = fitting.type
    const what = `${tableWords(table.row)}, column ${column.name}`
    return fitting.text === null ? [] : [{ what, text: fitting.text }]
  })
}
