import type { Expr } from '@cambium/model/ir'
import { idColumn, type ManyMember, type ResolvedPath, resolvePath } from '../schema/index.ts'
import { brackets, chain, type Doc } from './doc.ts'
import { quoteName } from './quote.ts'
import {
  columnOf,
  followHops,
  idOf,
  openRow,
  pointingAt,
  type Selection,
  type SelectMode,
  seenConditions,
  subSelect,
} from './read-row.ts'
import type { Renderer, RowSource, TableRow } from './renderer.ts'
import { startOf } from './starting-row.ts'

type QuantifierExpr = Extract<Expr, { type: 'some' | 'every' | 'none' }>
type AggregateExpr = Extract<Expr, { type: 'count' | 'sum' | 'min' | 'max' }>
type RelationExpr = QuantifierExpr | AggregateExpr

/** `exists` for some, `not exists` for every and none; false where ?. finds no record. */
export function renderQuantifier(renderer: Renderer, expr: QuantifierExpr, wanted: boolean): Doc {
  const path = relationPath(renderer, expr)
  const found = followHops(renderer, startOf(renderer, path), {
    hops: path.hops,
    mode: 'test',
    read: (row) => quantified(renderer, expr, { row, relation: path.last }),
  })
  return wanted ? found : negated(found)
}

/** The same as a value: null where ?. finds no record. */
export function renderQuantifierValue(renderer: Renderer, expr: QuantifierExpr): Doc {
  return readThere(renderer, expr, (row, relation) => quantified(renderer, expr, { row, relation }))
}

/** count, sum, min and max. `isLenient`: what does not exist counts nothing. */
export function renderAggregate(renderer: Renderer, expr: AggregateExpr, isLenient = false): Doc {
  const read = (row: RowSource, relation: ManyMember): Doc =>
    within(renderer, { expr, row, relation }, (selection) => {
      const where =
        expr.type === 'count' && expr.where !== null ? [renderer.condition(expr.where, true)] : []
      const conditions = [...selection.conditions, ...where]
      return subSelect({ ...selection, conditions }, 'value', aggregate(renderer, expr))
    })
  return readThere(renderer, expr, read, isLenient)
}

function aggregate(renderer: Renderer, expr: AggregateExpr): Doc {
  if (expr.type === 'count') return 'count(*)'
  const of = renderer.value(expr.of)
  if (expr.type !== 'sum') return [`${expr.type}(`, of, ')']
  const type = renderer.typeOf(expr.of)
  const isInteger = type.kind === 'value' && type.value === 'integer'
  return ['coalesce(sum(', ...(isInteger ? ['cast(', of, ' as double precision)'] : [of]), '), 0)']
}

/** Reads a to-many relation as a value; null where ?. finds no record to read it of. */
function readThere(
  renderer: Renderer,
  expr: RelationExpr,
  read: (row: RowSource, relation: ManyMember) => Doc,
  isLenient = false,
): Doc {
  const path = relationPath(renderer, expr)
  const mode: SelectMode = 'value'
  return followHops(renderer, startOf(renderer, path), {
    hops: path.hops,
    mode,
    read: (row) => {
      if (row.kind !== 'known' || !row.nullable || isLenient) return read(row, path.last)
      return openRow(renderer, row, { mode, read: (table) => read(table, path.last) })
    },
  })
}

interface RelatedRows {
  row: RowSource
  relation: ManyMember
}

function quantified(renderer: Renderer, expr: QuantifierExpr, { row, relation }: RelatedRows): Doc {
  const found = within(renderer, { expr, row, relation }, (selection) =>
    subSelect(selection, 'test', renderer.condition(expr.where, expr.type !== 'every')),
  )
  if (expr.type === 'some') return found
  const none = negated(found)
  if (row.kind !== 'known' || !row.nullable) return none
  return brackets('', chain('and', [[row.id, ' is not null'], none]))
}

function negated(found: Doc): Doc {
  return ['not ', found]
}

interface Related extends RelatedRows {
  expr: RelationExpr
}

/** Gives the variable of the expression its rows while the work is done. */
function within(
  renderer: Renderer,
  { expr, row, relation }: Related,
  work: (selection: Selection) => Doc,
): Doc {
  const { target } = relation
  return renderer.aliases.within(target.table, (alias) => {
    const table: TableRow = { kind: 'table', entity: target, alias }
    renderer.rows.set(expr.variable, table)
    return relatedRows(renderer, { relation, alias, row }, work)
  })
}

interface JoinedRows {
  relation: ManyMember
  alias: string
  /** Where the relation starts. */
  row: RowSource
}

/** Each related record once: a linking table holds a pair once, an entity between the two may not. */
function relatedRows(
  renderer: Renderer,
  { relation, alias, row }: JoinedRows,
  work: (selection: Selection) => Doc,
): Doc {
  const { target, through } = relation
  const live = seenConditions(renderer, target, alias)
  const table = `${quoteName(target.table)} ${alias}`
  if (through.kind === 'key') {
    const on = pointingAt(renderer, row, { source: target, key: through.key })(alias)
    return work({ from: table, conditions: [on, ...live] })
  }
  const id = idOf(renderer, row)
  const far = columnOf(alias, idColumn(target))
  return renderer.aliases.within(through.table, (link) => {
    const linkTable = `${quoteName(through.table)} ${link}`
    const near: Doc = [columnOf(link, through.near), ' = ', id]
    const farKey = columnOf(link, through.far)
    if (through.entity === null) {
      const from = `${linkTable} join ${table} on ${far} = ${farKey}`
      return work({ from, conditions: [near, ...live] })
    }
    const conditions = [near, ...seenConditions(renderer, through.entity, link)]
    const ids = subSelect({ from: linkTable, conditions }, 'value', farKey)
    return work({ from: table, conditions: [[far, ' in ', ids], ...live] })
  })
}

function relationPath(renderer: Renderer, expr: RelationExpr): ResolvedPath & { last: ManyMember } {
  const { relation } = expr
  const path =
    relation.type === 'path' ? resolvePath(renderer.schema, renderer.bases, relation) : undefined
  if (path?.last?.kind !== 'many') throw new Error(`${expr.type} is asked of no to-many relation`)
  return { ...path, last: path.last }
}
