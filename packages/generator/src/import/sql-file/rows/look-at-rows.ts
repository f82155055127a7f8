import type { JsonValue } from '@cambium/model'
import { tableWords, type ValueLook, valueLooks } from '../../postgres/catalogue/index.ts'
import type { SourceColumn, SourceNote, SourceRows } from '../../source/index.ts'
import type { TableDraft } from '../catalogue/index.ts'

/** Up to so many rows of a table are looked at. */
const mostRows = 200_000

/** What the server answers of all values of a column, put together from the values one by one. */
type Answer = boolean | [whole: number, fraction: number] | null

interface Looked {
  column: SourceColumn
  look: ValueLook
  answer: Answer
}

/**
 * Looks at columns whose type takes more than a field of its kind does, as is done with a live database, gives them types that all
 * of their values have room in, and says so.
 */
export async function lookAtRows(
  rows: SourceRows,
  tables: readonly TableDraft[],
): Promise<SourceNote[]> {
  const notes: SourceNote[] = []
  for (const draft of tables) {
    const looked = lookedOf(draft)
    if (looked.length === 0) continue
    await lookAtTable(rows, draft, looked)
    for (const one of looked) notes.push(...takeAnswer(draft, one))
  }
  return notes
}

function lookedOf({ table }: TableDraft): Looked[] {
  return table.columns.flatMap((column) => {
    const look = valueLooks.find((one) => one.isWanted(column.type))
    return look === undefined ? [] : [{ column, look, answer: null }]
  })
}

async function lookAtTable(
  rows: SourceRows,
  { table }: TableDraft,
  looked: readonly Looked[],
): Promise<void> {
  let read = 0
  for await (const batch of rows.read(table, { after: null, size: 1_000 })) {
    for (const row of batch.rows) {
      for (const one of looked) one.answer = answerWith(one, row[one.column.name] ?? null)
    }
    read += batch.rows.length
    if (read >= mostRows) return
  }
}

function answerWith({ column, answer }: Looked, value: JsonValue): Answer {
  if (column.type.kind === 'list') {
    const isOdd = Array.isArray(value) && value.some((item) => item === null || Array.isArray(item))
    return answer === true || isOdd
  }
  if (typeof value !== 'string') return answer
  if (column.type.kind === 'duration') return answer === true || /[-.]/.test(value)
  const [, whole, fraction = ''] = /^-?(\d+)(?:\.(\d*?)0*)?$/.exec(value) ?? []
  if (whole === undefined) return answer
  const [mostWhole, mostFraction] = Array.isArray(answer) ? answer : [0, 0]
  return [Math.max(mostWhole, whole.length), Math.max(mostFraction, fraction.length)]
}

function takeAnswer({ table, readAs }: TableDraft, { column, look, answer }: Looked): SourceNote[] {
  const fitting = look.fit(answer, column.type)
  if (fitting === null) return []
  readAs.set(column.name, column.type)
  column.type = fitting.type
  const what = `${tableWords(table)}, column ${column.name}`
  return fitting.text === null ? [] : [{ what, text: fitting.text }]
}
