import type { ColumnDef, CreateStmt, Node, TableLikeClause } from 'libpg-query'
import { stringsOf } from '../../postgres-parser/index.ts'
import type { SourceColumn } from '../../source/index.ts'
import {
  addTable,
  type Catalogue,
  findTable,
  keyOf,
  schemaOf,
  type TableDraft,
} from './catalogue.ts'
import { addColumn } from './column-def.ts'
import type { Statement } from './statement.ts'
import { addConstraint } from './table-constraint.ts'

/** `create table`, also of a partition, of one that inherits, and like another. */
export function createTable(catalogue: Catalogue, create: CreateStmt, statement: Statement): void {
  const { relation } = create
  const key = keyOf(schemaOf(catalogue, relation?.schemaname), relation?.relname ?? '')
  if (create.if_not_exists === true && catalogue.tables.has(key)) return
  // what ends with the session is no part of the schema
  if (relation?.relpersistence === 't') {
    catalogue.temporary.add(relation.relname ?? '')
    return
  }
  const draft = addTable(catalogue, relation, 'table')
  draft.isPartitioned = create.partspec !== undefined
  const parents = (create.inhRelations ?? []).flatMap((node) =>
    'RangeVar' in node ? (findTable(catalogue, node.RangeVar) ?? []) : [],
  )
  for (const parent of parents) inheritColumns(draft, parent)
  if (create.partbound !== undefined) draft.partitionOf = parents[0] ?? null
  else draft.parents = parents.map(({ table }) => table.name)
  for (const column of columnsOfType(catalogue, create)) {
    addColumnDef(catalogue, draft, { column, statement })
  }
  for (const element of create.tableElts ?? []) addElement(catalogue, draft, { element, statement })
  for (const node of create.constraints ?? [])
    addElement(catalogue, draft, { element: node, statement })
}

/** `create table ... of type`. */
function columnsOfType({ types }: Catalogue, { ofTypename }: CreateStmt): ColumnDef[] {
  const names = stringsOf(ofTypename?.names)
  const type = types.find(names.at(-2) ?? null, names.at(-1) ?? '')
  return type?.kind === 'composite' ? type.columns : []
}

interface Element {
  element: Node
  statement: Statement
}

function addElement(
  catalogue: Catalogue,
  draft: TableDraft,
  { element, statement }: Element,
): void {
  if ('ColumnDef' in element) {
    addColumnDef(catalogue, draft, { column: element.ColumnDef, statement })
  }
  if ('Constraint' in element) {
    addConstraint(catalogue, draft, { constraint: element.Constraint, statement, column: null })
  }
  if ('TableLikeClause' in element) copyTable(catalogue, draft, element.TableLikeClause)
}

/** A column with its own keys and checks. */
export function addColumnDef(
  catalogue: Catalogue,
  draft: TableDraft,
  { column, statement }: { column: ColumnDef; statement: Statement },
): void {
  const name = column.colname ?? ''
  const place = draft.table.columns.findIndex((one) => one.name === name)
  // a partition, and a table that inherits, may say more of a column it has
  if (place !== -1 && column.typeName === undefined) return
  if (place !== -1) draft.table.columns.splice(place, 1)
  addColumn(catalogue, draft, { column, statement })
  for (const node of column.constraints ?? []) {
    if ('Constraint' in node && node.Constraint.contype !== 'CONSTR_NOTNULL') {
      addConstraint(catalogue, draft, { constraint: node.Constraint, statement, column: name })
    }
  }
}

function copyOf(column: SourceColumn): SourceColumn {
  return { ...column, doc: null }
}

function inheritColumns(draft: TableDraft, parent: TableDraft): void {
  for (const column of parent.table.columns) {
    if (draft.table.columns.some(({ name }) => name === column.name)) continue
    draft.table.columns.push(copyOf(column))
    draft.bases.set(column.name, parent.bases.get(column.name) ?? '')
  }
  draft.table.checks.push(...parent.table.checks)
}

/** Bits of what `like ... including` takes (parsenodes.h). */
const including = {
  constraints: 1 << 2,
  defaults: 1 << 3,
  generated: 1 << 4,
  identity: 1 << 5,
  indexes: 1 << 6,
}

function copyTable(
  catalogue: Catalogue,
  draft: TableDraft,
  { relation, options = 0 }: TableLikeClause,
): void {
  const source = findTable(catalogue, relation)
  if (source === undefined) return
  const has = (bit: number): boolean => (options & bit) !== 0
  for (const column of source.table.columns) {
    const isCounter = column.default?.kind === 'counter'
    const keepsDefault = isCounter
      ? has(including.identity) || has(including.defaults)
      : has(including.defaults)
    draft.table.columns.push({
      ...copyOf(column),
      default: keepsDefault ? column.default : null,
      generated: has(including.generated) ? column.generated : null,
    })
    draft.bases.set(column.name, source.bases.get(column.name) ?? '')
  }
  if (has(including.constraints)) draft.table.checks.push(...source.table.checks)
  if (!has(including.indexes)) return
  draft.table.primaryKey = [...source.table.primaryKey]
  draft.table.uniques.push(...source.table.uniques.map((unique) => ({ ...unique, name: null })))
}
