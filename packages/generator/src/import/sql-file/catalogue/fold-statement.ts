import type { Node } from 'libpg-query'
import { alterTable } from './alter-table.ts'
import type { Catalogue } from './catalogue.ts'
import { createIndex } from './create-index.ts'
import { createTable } from './create-table.ts'
import { createView, isMaterializedView } from './create-view.ts'
import { foldLeft } from './fold-left.ts'
import {
  comment,
  createFunction,
  createTrigger,
  foldSelect,
  foldSequence,
  setSearchPath,
} from './fold-others.ts'
import { alterDomain, alterEnum, createDomain, splitName } from './fold-types.ts'
import { changeSchema, drop, rename } from './rename-and-drop.ts'
import type { Statement } from './statement.ts'

/** Changes the catalogue as the statement would change the database. */
export function foldStatement(catalogue: Catalogue, statement: Statement): void {
  const { node } = statement
  if (foldTable(catalogue, node, statement)) return
  if (foldType(catalogue, node, statement)) return
  if ('CommentStmt' in node) comment(catalogue, node.CommentStmt)
  else if ('CreateSeqStmt' in node) foldSequence(catalogue, node.CreateSeqStmt, true)
  else if ('AlterSeqStmt' in node) foldSequence(catalogue, node.AlterSeqStmt, false)
  else if ('VariableSetStmt' in node) setSearchPath(catalogue, node.VariableSetStmt)
  else if ('SelectStmt' in node) foldSelect(catalogue, node.SelectStmt.targetList?.[0])
  else if ('CreateFunctionStmt' in node) createFunction(catalogue, node.CreateFunctionStmt)
  else if ('CreateTrigStmt' in node) createTrigger(catalogue, node.CreateTrigStmt)
  else if ('CreateSchemaStmt' in node) createSchema(catalogue, statement)
  else foldLeft(catalogue, statement)
}

function foldTable(catalogue: Catalogue, node: Node, statement: Statement): boolean {
  if ('CreateStmt' in node) createTable(catalogue, node.CreateStmt, statement)
  else if ('CreateForeignTableStmt' in node) {
    const { base, servername } = node.CreateForeignTableStmt
    if (base !== undefined) createTable(catalogue, base, statement)
    catalogue.left.addOther('foreign table', `${base?.relation?.relname} on ${servername}`)
  } else if ('AlterTableStmt' in node) alterTable(catalogue, node.AlterTableStmt, statement)
  else if ('IndexStmt' in node) createIndex(catalogue, node.IndexStmt, statement)
  else if ('ViewStmt' in node) createView(catalogue, node.ViewStmt.view, statement)
  else if ('CreateTableAsStmt' in node && isMaterializedView(node)) {
    createView(catalogue, node.CreateTableAsStmt.into?.rel, statement)
  } else if ('RenameStmt' in node) rename(catalogue, node.RenameStmt)
  else if ('AlterObjectSchemaStmt' in node) changeSchema(catalogue, node.AlterObjectSchemaStmt)
  else if ('DropStmt' in node) drop(catalogue, node.DropStmt)
  else return false
  return true
}

function foldType(catalogue: Catalogue, node: Node, statement: Statement): boolean {
  if ('CreateEnumStmt' in node) {
    const values = (node.CreateEnumStmt.vals ?? []).map((one) =>
      'String' in one ? (one.String.sval ?? '') : '',
    )
    catalogue.types.add({
      kind: 'enum',
      ...splitName(catalogue, node.CreateEnumStmt.typeName),
      values,
    })
  } else if ('CreateDomainStmt' in node) createDomain(catalogue, node.CreateDomainStmt, statement)
  else if ('AlterDomainStmt' in node) alterDomain(catalogue, node.AlterDomainStmt, statement)
  else if ('AlterEnumStmt' in node) alterEnum(catalogue, node.AlterEnumStmt)
  else if ('CompositeTypeStmt' in node) {
    const { typevar, coldeflist } = node.CompositeTypeStmt
    const columns = (coldeflist ?? []).flatMap((one) => ('ColumnDef' in one ? [one.ColumnDef] : []))
    const schema = typevar?.schemaname ?? catalogue.searchPath[0] ?? 'public'
    catalogue.types.add({ kind: 'composite', schema, name: typevar?.relname ?? '', columns })
  } else if ('CreateRangeStmt' in node) {
    catalogue.types.add({ kind: 'range', ...splitName(catalogue, node.CreateRangeStmt.typeName) })
  } else return false
  return true
}

/** `create schema ... create table ...`. */
function createSchema(catalogue: Catalogue, statement: Statement): void {
  if (!('CreateSchemaStmt' in statement.node)) return
  const { schemaname, schemaElts } = statement.node.CreateSchemaStmt
  if (schemaElts === undefined || schemaname === undefined) return
  const before = catalogue.searchPath
  catalogue.searchPath = [schemaname, ...before]
  for (const node of schemaElts) foldStatement(catalogue, { ...statement, node })
  catalogue.searchPath = before
}
