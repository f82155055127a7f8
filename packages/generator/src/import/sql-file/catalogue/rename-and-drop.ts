import type { AlterObjectSchemaStmt, DropStmt, Node, RenameStmt } from 'libpg-query'
import { stringsOf } from '../../postgres-parser/index.ts'
import { type Catalogue, findTable, keyOf, type TableDraft } from './catalogue.ts'
import { renameColumn } from './drop-parts.ts'
import { splitName } from './fold-types.ts'

/** `alter table ... rename`, of a table, a column or a constraint. */
export function rename(catalogue: Catalogue, statement: RenameStmt): void {
  const { renameType, relation, subname = '', newname = '' } = statement
  const draft = findTable(catalogue, relation)
  if (renameType === 'OBJECT_TYPE') {
    const names = stringsOf(namesOfObject(statement.object))
    const type = catalogue.types.find(names.at(-2) ?? null, names.at(-1) ?? '')
    if (type === undefined) return
    catalogue.types.remove(type)
    type.name = newname
    catalogue.types.add(type)
    return
  }
  if (draft === undefined) return
  if (renameType === 'OBJECT_COLUMN') {
    renameColumn(draft, subname, newname)
    for (const { table } of catalogue.tables.values()) {
      for (const key of table.foreignKeys) {
        const isIt =
          key.target.name === draft.table.name && key.target.schema === draft.table.schema
        if (isIt)
          key.targetColumns = key.targetColumns.map((one) => (one === subname ? newname : one))
      }
    }
    return
  }
  if (renameType === 'OBJECT_TABCONSTRAINT') {
    const { uniques, foreignKeys, checks } = draft.table
    for (const one of [...uniques, ...foreignKeys, ...checks])
      if (one.name === subname) one.name = newname
    return
  }
  moveTable(catalogue, draft, { schema: draft.table.schema ?? 'public', name: newname })
}

/** `alter table ... set schema`. */
export function changeSchema(catalogue: Catalogue, statement: AlterObjectSchemaStmt): void {
  const draft = findTable(catalogue, statement.relation)
  if (draft === undefined || statement.newschema === undefined) return
  moveTable(catalogue, draft, { schema: statement.newschema, name: draft.table.name })
}

function moveTable(
  catalogue: Catalogue,
  draft: TableDraft,
  to: { schema: string; name: string },
): void {
  const { schema, name } = draft.table
  catalogue.tables.delete(keyOf(schema ?? 'public', name))
  Object.assign(draft.table, to)
  catalogue.tables.set(keyOf(to.schema, to.name), draft)
  for (const { table } of catalogue.tables.values()) {
    for (const key of table.foreignKeys) {
      if (key.target.name === name && key.target.schema === schema) key.target = { ...to }
    }
  }
}

function namesOfObject(object: Node | undefined): readonly Node[] {
  if (object === undefined) return []
  if ('List' in object) return object.List.items ?? []
  return 'TypeName' in object ? (object.TypeName.names ?? []) : []
}

/** `drop` of tables, views, types, indexes and sequences. */
export function drop(catalogue: Catalogue, statement: DropStmt): void {
  for (const object of statement.objects ?? []) {
    const names = namesOfObject(object)
    const { schema, name } = splitName(catalogue, names)
    const [own, before] = stringsOf(names).toReversed()
    const draft = findTable(catalogue, {
      relname: own ?? '',
      ...(before !== undefined && { schemaname: before }),
    })
    switch (statement.removeType) {
      case 'OBJECT_TABLE':
      case 'OBJECT_VIEW':
      case 'OBJECT_MATVIEW':
      case 'OBJECT_FOREIGN_TABLE':
        if (draft !== undefined) dropTable(catalogue, draft)
        break
      case 'OBJECT_TYPE':
      case 'OBJECT_DOMAIN': {
        const type = catalogue.types.find(before ?? null, own ?? '')
        if (type !== undefined) catalogue.types.remove(type)
        break
      }
      case 'OBJECT_SEQUENCE':
        catalogue.sequences.delete(keyOf(schema, name))
        break
      case 'OBJECT_INDEX':
        dropIndex(catalogue, name)
        break
      default:
    }
  }
}

function dropTable(catalogue: Catalogue, { table }: TableDraft): void {
  catalogue.tables.delete(keyOf(table.schema ?? 'public', table.name))
  for (const other of catalogue.tables.values()) {
    other.table.foreignKeys = other.table.foreignKeys.filter(
      ({ target }) => target.name !== table.name || target.schema !== table.schema,
    )
  }
}

function dropIndex(catalogue: Catalogue, name: string): void {
  for (const { table } of catalogue.tables.values()) {
    table.indexes = table.indexes.filter((index) => index.name !== name)
    table.uniques = table.uniques.filter((unique) => unique.name !== name)
  }
}
