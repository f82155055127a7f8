import type { IndexStmt } from 'libpg-query'
import { tableWords } from '../../postgres/catalogue/index.ts'
import type { SourceIndex } from '../../source/index.ts'
import { balancedEnd, skipToken } from '../text/index.ts'
import { type Catalogue, findTable } from './catalogue.ts'
import { listTexts } from './expression-text.ts'
import { type Statement, textOf } from './statement.ts'

/** `create index`; one that only keeps columns unique is a unique. */
export function createIndex(catalogue: Catalogue, index: IndexStmt, statement: Statement): void {
  const draft = findTable(catalogue, index.relation)
  if (draft === undefined) return
  const { table } = draft
  const read = indexOf(index, statement)
  const names = read.columns.flatMap(({ name }) => name ?? [])
  const isPlain = names.length === read.columns.length && read.where === null
  if (index.nulls_not_distinct === true) {
    catalogue.left.add({
      what: `${tableWords(table)}, index ${read.name}`,
      reason: 'it takes one row without a value only; unique fields here take any number',
      suggestion: 'Make the field required, or look for the other row in a hook before create',
    })
  }
  if (read.unique && isPlain && read.method === 'btree') {
    table.uniques.push({ name: read.name, columns: names })
  } else table.indexes.push(read)
}

function indexOf(index: IndexStmt, { raw }: Statement): SourceIndex {
  const open = elementsPlace(raw, index.relation?.location ?? 0)
  const texts = listTexts(raw, open)
  const elements = (index.indexParams ?? []).flatMap((node) =>
    'IndexElem' in node ? [node.IndexElem] : [],
  )
  return {
    name: index.idxname ?? null,
    unique: index.unique === true,
    method: index.accessMethod ?? 'btree',
    columns: elements.map((element, place) => ({
      name: element.name ?? null,
      expression: element.name === undefined ? expressionOf(texts[place] ?? '') : null,
      descending: element.ordering === 'SORTBY_DESC',
    })),
    where: index.whereClause === undefined ? null : conditionBehind(raw, balancedEnd(raw, open)),
    sql: textOf(raw).replace(/;$/, ''),
  }
}

/** The bracket behind the name of the table. */
function elementsPlace(raw: string, from: number): number {
  let at = from
  while (at < raw.length && raw[at] !== '(') at = skipToken(raw, at)
  return at
}

/** An element without its class of operators and its direction. */
function expressionOf(text: string): string {
  const open = text.indexOf('(')
  if (open === -1) return text
  const end = balancedEnd(text, open)
  return open === 0 ? text.slice(1, end - 1).trim() : text.slice(0, end)
}

/** The condition behind the `where` that stands outside of brackets. */
function conditionBehind(raw: string, from: number): string {
  let at = from
  while (at < raw.length) {
    const next = raw[at] === '(' ? balancedEnd(raw, at) : skipToken(raw, at)
    if (raw.slice(at, next).toLowerCase() === 'where') {
      const text = textOf(raw.slice(next)).replace(/;$/, '').trim()
      return text.startsWith('(') && balancedEnd(text, 0) === text.length ? text.slice(1, -1) : text
    }
    at = next
  }
  return ''
}
