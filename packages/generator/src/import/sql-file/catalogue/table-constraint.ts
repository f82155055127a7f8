import type { Constraint } from 'libpg-query'
import { tableWords } from '../../postgres/catalogue/index.ts'
import { stringsOf } from '../../postgres-parser/index.ts'
import type { SourceForeignKey } from '../../source/index.ts'
import { type Catalogue, findTable, schemaOf, type TableDraft } from './catalogue.ts'
import { bracketText } from './expression-text.ts'
import { type Statement, textOf } from './statement.ts'

/** A constraint and what it stands behind: a column, or the table. */
export interface PlacedConstraint {
  constraint: Constraint
  statement: Statement
  column: string | null
}

/** Adds a key or a check; those of single columns say it of that column. */
export function addConstraint(
  catalogue: Catalogue,
  draft: TableDraft,
  { constraint, statement, column }: PlacedConstraint,
): void {
  const { table } = draft
  const name = constraint.conname ?? null
  const own = column === null ? null : [column]
  const keys = own ?? stringsOf(constraint.keys)
  switch (constraint.contype) {
    case 'CONSTR_PRIMARY':
      setPrimaryKey(draft, keys.length > 0 ? keys : indexColumns(draft, constraint))
      return
    case 'CONSTR_UNIQUE':
      table.uniques.push({
        name,
        columns: keys.length > 0 ? keys : indexColumns(draft, constraint),
      })
      return
    case 'CONSTR_CHECK':
      table.checks.push({
        name,
        sql: bracketText(statement.raw, 'check', constraint.location ?? 0),
      })
      return
    case 'CONSTR_FOREIGN':
      table.foreignKeys.push(
        foreignKeyOf(catalogue, constraint, own ?? stringsOf(constraint.fk_attrs)),
      )
      return
    case 'CONSTR_NOTNULL':
      for (const found of table.columns) if (keys.includes(found.name)) found.nullable = false
      return
    case 'CONSTR_EXCLUSION':
      catalogue.left.add({
        what: `${tableWords(table)}, constraint ${name ?? 'exclude'}`,
        reason: 'rows that exclude each other cannot be said in a model',
        suggestion: 'Look for the other row in a hook before create and update',
      })
      return
    default:
  }
}

function setPrimaryKey({ table }: TableDraft, columns: string[]): void {
  table.primaryKey = columns
  for (const column of table.columns) if (columns.includes(column.name)) column.nullable = false
}

/** `add constraint x primary key using index y`. */
function indexColumns({ table }: TableDraft, { indexname }: Constraint): string[] {
  const place = table.indexes.findIndex(({ name }) => name === indexname)
  const plain = table.uniques.findIndex(({ name }) => name === indexname)
  if (plain !== -1) return table.uniques.splice(plain, 1)[0]?.columns ?? []
  if (place === -1) return []
  return table.indexes.splice(place, 1)[0]?.columns.flatMap(({ name }) => name ?? []) ?? []
}

const onDelete: Readonly<Record<string, SourceForeignKey['onDelete']>> = {
  c: 'cascade',
  r: 'restrict',
  n: 'setNull',
  d: 'setDefault',
}

function foreignKeyOf(
  catalogue: Catalogue,
  constraint: Constraint,
  columns: string[],
): SourceForeignKey {
  const { pktable, pk_attrs, fk_del_action, conname } = constraint
  const found = findTable(catalogue, pktable)?.table
  return {
    name: conname ?? null,
    columns,
    target: {
      schema: found?.schema ?? schemaOf(catalogue, pktable?.schemaname),
      name: pktable?.relname ?? '',
    },
    // without any, those of the primary key, which may be made later
    targetColumns: stringsOf(pk_attrs),
    onDelete: onDelete[fk_del_action ?? ''] ?? 'noAction',
    relation: null,
    inverse: null,
  }
}

/** Exactly what a statement says, for what is left behind. */
export function statementText({ raw }: Statement): string {
  const text = textOf(raw)
  return text.length > 120 ? `${text.slice(0, 117)}...` : text
}
