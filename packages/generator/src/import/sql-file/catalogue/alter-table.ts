import type { AlterTableCmd, AlterTableStmt } from 'libpg-query'
import type { SourceColumn } from '../../source/index.ts'
import { nativeNameOf, resolveType } from '../types/index.ts'
import { type Catalogue, findTable, type TableDraft } from './catalogue.ts'
import { setDefaultText } from './column-def.ts'
import { addColumnDef } from './create-table.ts'
import { dropColumn, dropConstraint } from './drop-parts.ts'
import { firstPlace, plainText } from './expression-text.ts'
import type { Statement } from './statement.ts'
import { addConstraint } from './table-constraint.ts'

/** `alter table`: what it changes of columns and constraints. */
export function alterTable(
  catalogue: Catalogue,
  alter: AlterTableStmt,
  statement: Statement,
): void {
  const draft = findTable(catalogue, alter.relation)
  if (draft === undefined) return
  for (const node of alter.cmds ?? []) {
    if ('AlterTableCmd' in node)
      alterPart(catalogue, draft, { command: node.AlterTableCmd, statement })
  }
}

interface Part {
  command: AlterTableCmd
  statement: Statement
}

function alterPart(catalogue: Catalogue, draft: TableDraft, { command, statement }: Part): void {
  const { def, name } = command
  const column = draft.table.columns.find((one) => one.name === name)
  switch (command.subtype) {
    case 'AT_AddColumn':
      if (def !== undefined && 'ColumnDef' in def) {
        addColumnDef(catalogue, draft, { column: def.ColumnDef, statement })
      }
      return
    case 'AT_AddConstraint':
      if (def !== undefined && 'Constraint' in def) {
        addConstraint(catalogue, draft, { constraint: def.Constraint, statement, column: null })
      }
      return
    case 'AT_DropColumn':
      dropColumn(draft, name ?? '')
      return
    case 'AT_DropConstraint':
      dropConstraint(draft, name ?? '')
      return
    case 'AT_AttachPartition':
    case 'AT_DetachPartition': {
      const relation =
        def !== undefined && 'PartitionCmd' in def ? def.PartitionCmd.name : undefined
      const part = findTable(catalogue, relation)
      if (part !== undefined) {
        part.partitionOf = command.subtype === 'AT_AttachPartition' ? draft : null
      }
      return
    }
    default:
      if (column !== undefined) alterColumn(catalogue, draft, { command, statement, column })
  }
}

function alterColumn(
  catalogue: Catalogue,
  draft: TableDraft,
  { command, statement, column }: Part & { column: SourceColumn },
): void {
  const { def } = command
  switch (command.subtype) {
    case 'AT_SetNotNull':
      column.nullable = false
      return
    case 'AT_DropNotNull':
      column.nullable = true
      return
    case 'AT_AddIdentity':
      Object.assign(column, { nullable: false, default: { kind: 'counter' } })
      return
    case 'AT_DropIdentity':
      column.default = null
      return
    case 'AT_DropExpression':
      column.generated = null
      return
    case 'AT_ColumnDefault':
      if (def === undefined) column.default = null
      else setDefaultText(catalogue, draft, { column, sql: presetText(statement.raw, def) })
      return
    case 'AT_AlterColumnType': {
      const type = def !== undefined && 'ColumnDef' in def ? def.ColumnDef.typeName : undefined
      if (type === undefined) return
      const resolved = resolveType(type, catalogue.types)
      column.type = resolved.type
      column.native = nativeNameOf(type)
      draft.bases.set(column.name, resolved.base)
      return
    }
    default:
  }
}

/** The expression behind `set default`, with the brackets before its first word. */
function presetText(raw: string, def: object): string {
  const place = firstPlace(def)
  const behind = /\bdefault\b\s*([(\s]*)$/i.exec(raw.slice(0, place))
  return plainText(raw, place - (behind?.[1]?.length ?? 0))
}
