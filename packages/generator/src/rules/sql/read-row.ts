import type { EntityIR, FieldIR } from '@cambium/model/ir'
import { keyFields } from '@cambium/model/keys'
import { deletedColumn, idColumn, type OneMember } from '../schema/index.ts'
import { brackets, type Doc, hanging } from './doc.ts'
import { quoteName } from './quote.ts'
import type { KnownRow, Renderer, RowSource, TableRow } from './renderer.ts'

/** What a sub-select is for: the value it gives, or whether it finds a row. */
export type SelectMode = 'value' | 'test'

/** Rows of a sub-select and what must hold of them. */
export interface Selection {
  from: Doc
  conditions: readonly Doc[]
}

/** `(select value from ...)`, or `exists (select 1 from ... and value)`. */
export function subSelect({ from, conditions }: Selection, mode: SelectMode, value: Doc): Doc {
  const all = mode === 'test' ? [...conditions, value] : conditions
  const [first = 'true', ...rest] = all.filter((part) => part !== 'true')
  const where = hanging(
    ['where ', first],
    rest.map((part) => ['and ', part]),
  )
  const from_ = ['from ', from]
  if (mode === 'test') return brackets('exists ', [['select 1 ', ...from_], where])
  return brackets('', [['select ', value], from_, where])
}

/** The id of a record. */
export function idOf(renderer: Renderer, row: RowSource): Doc {
  if (row.kind === 'known') return row.id
  if (row.kind === 'table') return columnOf(row.alias, idColumn(row.entity))
  const key = row.entity.fields.find((field) => field.name === 'id')
  const input = { kind: 'field', base: row.base, field: 'id' } as const
  return renderer.inputs.single(input, key?.value ?? 'string', true)
}

/** A stored field of a record; null where the record is not there. */
export function fieldOf(
  renderer: Renderer,
  row: RowSource,
  { field, isTyped = true }: { field: FieldIR; isTyped?: boolean },
): Doc {
  if (row.kind === 'table') return columnOf(row.alias, field.column ?? field.name)
  if (row.kind === 'input') {
    const input = { kind: 'field', base: row.base, field: field.name } as const
    return renderer.inputs.single(input, field.value, isTyped)
  }
  if (field.name === 'id') return row.id
  return openRow(renderer, row, {
    mode: 'value',
    read: (table) => fieldOf(renderer, table, { field }),
  })
}

/** How a record is read once it is there. */
export interface Reading<Row extends RowSource = RowSource> {
  mode: SelectMode
  read: (row: Row) => Doc
}

/** Reads a record of which only the id is at hand. */
export function openRow(renderer: Renderer, row: KnownRow, reading: Reading<TableRow>): Doc {
  return select(renderer, row.entity, {
    on: (alias) => [columnOf(alias, idColumn(row.entity)), ' = ', row.id],
    ...reading,
  })
}

/** Follows to-one relations, and reads what they lead to. */
export function followHops(
  renderer: Renderer,
  row: RowSource,
  { hops, mode, read }: Reading & { hops: readonly OneMember[] },
): Doc {
  const [hop, ...rest] = hops
  if (hop === undefined) return read(row)
  const further = (next: RowSource): Doc => followHops(renderer, next, { hops: rest, mode, read })
  if (hop.side === 'there') {
    const on = pointingAt(renderer, row, { source: hop.target, key: hop.key })
    return select(renderer, hop.target, { on, mode, read: further })
  }
  if (row.kind === 'known') {
    return openRow(renderer, row, {
      mode,
      read: (table) => followHops(renderer, table, { hops, mode, read }),
    })
  }
  if (hop.key.reference?.fields) {
    const values = heldIn(row.entity, hop.key).map((field) => fieldOf(renderer, row, { field }))
    const on = (alias: string): Doc => matched(alias, keyFields(hop.target), values)
    return select(renderer, hop.target, { on, mode, read: further })
  }
  const known: KnownRow = {
    kind: 'known',
    entity: hop.target,
    id: fieldOf(renderer, row, { field: hop.key }),
    nullable: hop.nullable,
  }
  if (!hop.mayBeUnseen) return further(known)
  return openRow(renderer, known, { mode, read: further })
}

/** The condition that a row of the source points at this one. */
export function pointingAt(
  renderer: Renderer,
  row: RowSource,
  { source, key }: { source: EntityIR; key: FieldIR },
): (alias: string) => Doc {
  const values = key.reference?.fields
    ? keyFields(row.entity).map((field) => fieldOf(renderer, row, { field }))
    : [idOf(renderer, row)]
  return (alias) => matched(alias, heldIn(source, key), values)
}

/** The fields that hold a relation: its own, or those that hold the key of the target together. */
function heldIn({ fields }: EntityIR, key: FieldIR): FieldIR[] {
  const names = key.reference?.fields
  if (!names) return [key]
  return names.flatMap((name) => fields.find((field) => field.name === name) ?? [])
}

function matched(alias: string, fields: readonly FieldIR[], values: readonly Doc[]): Doc {
  return fields.flatMap(({ column, name }, at) => [
    `${at > 0 ? ' and ' : ''}${columnOf(alias, column ?? name)} = `,
    values[at] ?? 'null',
  ])
}

/** True for the rows of an entity that are seen: those of the same tenant, and not the deleted ones. */
export function seenConditions(renderer: Renderer, entity: EntityIR, alias: string): Doc[] {
  const column = deletedColumn(entity)
  const live = column === null ? [] : [`${columnOf(alias, column)} is null`]
  return [...renderer.tenantConditions(entity, alias), ...live]
}

/** A column of a table or alias. */
export function columnOf(alias: string, column: string): string {
  return `${alias}.${quoteName(column)}`
}

interface Selected extends Reading<TableRow> {
  on: (alias: string) => Doc
}

function select(renderer: Renderer, entity: EntityIR, { on, mode, read }: Selected): Doc {
  return renderer.aliases.within(entity.table, (alias) => {
    const from = `${quoteName(entity.table)} ${alias}`
    const conditions = [on(alias), ...seenConditions(renderer, entity, alias)]
    return subSelect({ from, conditions }, mode, read({ kind: 'table', entity, alias }))
  })
}
