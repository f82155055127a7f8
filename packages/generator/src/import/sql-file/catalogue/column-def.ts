import type { ColumnDef, Constraint, Node } from 'libpg-query'
import { defaultOf } from '../../postgres/catalogue/index.ts'
import { loadedParser } from '../../postgres-parser/index.ts'
import type { SourceColumn, SourceDefault } from '../../source/index.ts'
import { skipToken } from '../text/index.ts'
import { nativeNameOf, type ResolvedColumnType, resolveType } from '../types/index.ts'
import type { Catalogue, TableDraft } from './catalogue.ts'
import { constantValue } from './constant-value.ts'
import { counterOf } from './counter-of.ts'
import { bracketText, plainText } from './expression-text.ts'
import { quotedName } from './quoted-name.ts'
import type { Statement } from './statement.ts'

/** Adds a column with its type; what stands behind it are its constraints. */
export function addColumn(
  catalogue: Catalogue,
  draft: TableDraft,
  { column, statement }: { column: ColumnDef; statement: Statement },
): SourceColumn {
  const name = column.colname ?? ''
  const typeName = column.typeName ?? {}
  const resolved = resolveType(typeName, catalogue.types)
  const added: SourceColumn = {
    name,
    field: null,
    type: resolved.type,
    native: nativeNameOf(typeName).replace(/^(small|big)?serial[248]?$/, serialName),
    nullable: !(resolved.required || resolved.isSerial || column.is_not_null === true),
    default: resolved.isSerial ? { kind: 'counter' } : null,
    generated: null,
    doc: null,
    isUpdateTime: false,
  }
  draft.table.columns.push(added)
  draft.bases.set(name, resolved.base)
  addDomain(catalogue, draft, { column: added, resolved })
  for (const { constraint, limit } of constraintsOf(column, statement.raw)) {
    constrainColumn(catalogue, draft, { column: added, constraint, statement, limit })
  }
  return added
}

function serialName(name: string): string {
  if (name.startsWith('small') || name.endsWith('2')) return 'smallint'
  return name.startsWith('big') || name.endsWith('8') ? 'bigint' : 'integer'
}

/** What a domain says is said of the column. */
function addDomain(
  catalogue: Catalogue,
  draft: TableDraft,
  { column, resolved }: { column: SourceColumn; resolved: ResolvedColumnType },
): void {
  if (resolved.preset !== null) setDefaultText(catalogue, draft, { column, sql: resolved.preset })
  for (const { name, sql } of resolved.checks) {
    draft.table.checks.push({ name, sql: ofColumn(sql, column.name) })
  }
}

/** The check of a domain as one of a column: `VALUE` is what it holds. */
function ofColumn(sql: string, name: string): string {
  return sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\bvalue\b/gi, (part) =>
    part.toLowerCase() === 'value' ? quotedName(name) : part,
  )
}

interface PlacedConstraint {
  constraint: Constraint
  /** Where the next one begins. */
  limit: number
}

function constraintsOf(column: ColumnDef, raw: string): PlacedConstraint[] {
  const constraints = (column.constraints ?? []).flatMap((node) =>
    'Constraint' in node ? [node.Constraint] : [],
  )
  const places = [column.collClause?.location, ...constraints.map(({ location }) => location)]
  return constraints.map((constraint) => {
    const later = places.filter(
      (place) => place !== undefined && place > (constraint.location ?? 0),
    )
    return { constraint, limit: Math.min(raw.length, ...(later as number[])) }
  })
}

interface ColumnConstraint {
  column: SourceColumn
  constraint: Constraint
  statement: Statement
  limit: number
}

function constrainColumn(
  catalogue: Catalogue,
  draft: TableDraft,
  { column, constraint, statement, limit }: ColumnConstraint,
): void {
  const place = constraint.location ?? 0
  switch (constraint.contype) {
    case 'CONSTR_NOTNULL':
      column.nullable = false
      return
    case 'CONSTR_NULL':
      column.nullable = true
      return
    case 'CONSTR_IDENTITY':
      Object.assign(column, { nullable: false, default: { kind: 'counter' } })
      draft.counters.set(column.name, counterOf(constraint.options))
      return
    case 'CONSTR_DEFAULT':
      setDefaultText(catalogue, draft, {
        column,
        sql: plainText(statement.raw, behindWords(statement.raw, place), limit),
      })
      return
    case 'CONSTR_GENERATED':
      column.generated = {
        stored: constraint.generated_kind !== 'v',
        sql: bracketText(statement.raw, 'as', place),
      }
      return
    default:
  }
}

/** Behind `default`, which may have a name before it. */
function behindWords(raw: string, place: number): number {
  let at = place
  for (;;) {
    const next = skipToken(raw, at)
    if (raw.slice(at, next).toLowerCase() === 'default' || next >= raw.length) return next
    at = next
  }
}

/** Sets the default that a text of SQL says. */
export function setDefaultText(
  catalogue: Catalogue,
  draft: TableDraft,
  { column, sql }: { column: SourceColumn; sql: string },
): void {
  const sequence = /\bnextval\s*\(\s*'(?:[^']*\.)?"?([^'"]+)"?'/i.exec(sql)?.[1]
  const counter = catalogue.counters.get(sequence ?? '')
  if (sequence !== undefined) catalogue.asked.add(sequence)
  if (counter !== undefined) draft.counters.set(column.name, counter)
  const node = loadedParser().expression(sql)
  column.default = node === null ? { kind: 'sql', sql } : defaultFor(draft, column, { node, sql })
}

function defaultFor(
  draft: TableDraft,
  column: SourceColumn,
  { node, sql }: { node: Node; sql: string },
): SourceDefault | null {
  const found = defaultOf(sql, column.type)
  if (found !== null && found.kind !== 'constant' && found.kind !== 'sql') return found
  const base = draft.bases.get(column.name) ?? ''
  const value = constantValue(node, { type: column.type, base })
  if (value === undefined) return { kind: 'sql', sql }
  return value === null ? null : { kind: 'literal', value }
}
