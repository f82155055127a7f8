import type { JsonValue } from '@cambium/model'
import { tableWords } from '../../postgres/catalogue/index.ts'
import type { LeftBehind, SourceColumn, SourceRows } from '../../source/index.ts'
import type { TableDraft } from '../catalogue/index.ts'

/** Up to so many rows of a table are looked at. */
const mostRows = 200_000

/** Whether a value is one that a field of the kind does not take. */
const misfits: { readonly [kind: string]: (value: JsonValue) => boolean } = {
  list: (value) =>
    Array.isArray(value) && value.some((item) => item === null || Array.isArray(item)),
  duration: (value) => typeof value === 'string' && /[-.]/.test(value),
}

/**
 * Looks at columns whose type takes more than a field of its kind does, as of a live database: lists with nulls or lists in
 * them become JSON, lengths of time that are negative or have parts of seconds become text. Says so of each.
 */
export async function lookAtRows(
  rows: SourceRows,
  tables: readonly TableDraft[],
): Promise<LeftBehind[]> {
  const left: LeftBehind[] = []
  for (const draft of tables) {
    for (const column of await findMisfits(rows, draft)) left.push(carryOtherwise(draft, column))
  }
  return left
}

async function findMisfits(rows: SourceRows, { table }: TableDraft): Promise<SourceColumn[]> {
  const found: SourceColumn[] = []
  let looked = table.columns.filter(({ type }) => Object.hasOwn(misfits, type.kind))
  let read = 0
  if (looked.length === 0) return found
  for await (const batch of rows.read(table, { after: null, size: 1_000 })) {
    for (const row of batch.rows) {
      const odd = looked.filter(({ name, type }) => misfits[type.kind]?.(row[name] ?? null))
      if (odd.length === 0) continue
      found.push(...odd)
      looked = looked.filter((column) => !odd.includes(column))
    }
    read += batch.rows.length
    if (looked.length === 0 || read >= mostRows) break
  }
  return found
}

function carryOtherwise({ table, readAs }: TableDraft, column: SourceColumn): LeftBehind {
  const isList = column.type.kind === 'list'
  readAs.set(column.name, column.type)
  column.type = isList ? { kind: 'json' } : { kind: 'other' }
  return {
    what: `${tableWords(table)}, column ${column.name}`,
    reason: isList
      ? 'its lists hold nulls or lists: it comes as JSON'
      : 'it holds lengths of time that are negative or have parts of seconds: it comes as text',
    suggestion: 'Put its values right in the source and import again, or keep the field as it is',
  }
}
