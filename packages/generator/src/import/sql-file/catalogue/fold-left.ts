import type { Node } from 'libpg-query'
import { stringsOf } from '../../postgres-parser/index.ts'
import { type Catalogue, findTable } from './catalogue.ts'
import { relationWords } from './fold-others.ts'
import { splitName } from './fold-types.ts'
import type { Statement } from './statement.ts'

/** A statement that no schema is made of: kept in mind where a person has to know of it. */
export function foldLeft(catalogue: Catalogue, statement: Statement): void {
  const { node, place } = statement
  const { left } = catalogue
  if ('CreatePolicyStmt' in node) {
    const { policy_name, table } = node.CreatePolicyStmt
    left.add({
      what: `${relationWords(table)}, policy ${policy_name}`,
      reason: 'row security stands in the model, not in the database',
      suggestion:
        'Say it in the access rules of the entity (docs/guide/rules.md): they become part of every statement',
    })
  } else if ('RuleStmt' in node) {
    left.add({
      what: `${relationWords(node.RuleStmt.relation)}, rule ${node.RuleStmt.rulename}`,
      reason: 'rules of the database change statements unseen',
      suggestion: 'Do it in a hook of the entity, which is called by every API',
    })
  } else if ('GrantStmt' in node) grant(catalogue, node)
  else if ('CreateExtensionStmt' in node) {
    const { extname } = node.CreateExtensionStmt
    if (extname !== 'plpgsql') {
      left.add({
        what: `extension ${extname}`,
        reason: 'a copy is made without extensions',
        suggestion: 'Nothing is to be done unless your own SQL needs it',
      })
    }
  } else if ('CreateTableAsStmt' in node) {
    left.add({
      what: `${place}: ${relationWords(node.CreateTableAsStmt.into?.rel)}`,
      reason: 'it is made of a query, whose columns only a database knows',
      suggestion:
        'Load the file into a PostgreSQL database and import that, or write the table out',
    })
  } else if (isChange(catalogue, node)) left.addChange(place)
  else other(catalogue, node)
}

function grant(catalogue: Catalogue, node: Node): void {
  if (!('GrantStmt' in node) || node.GrantStmt.is_grant !== true) return
  for (const grantee of node.GrantStmt.grantees ?? []) {
    if (!('RoleSpec' in grantee)) continue
    const { roletype, rolename } = grantee.RoleSpec
    catalogue.left.addGrant(roletype === 'ROLESPEC_PUBLIC' ? 'public' : (rolename ?? 'the owner'))
  }
}

/** Changes of tables that are read; those of temporary ones are nothing. */
function isChange(catalogue: Catalogue, node: Node): boolean {
  if ('DoStmt' in node || 'CallStmt' in node || 'MergeStmt' in node) return true
  if ('TruncateStmt' in node) return false
  const relation =
    'InsertStmt' in node
      ? node.InsertStmt.relation
      : 'UpdateStmt' in node
        ? node.UpdateStmt.relation
        : 'DeleteStmt' in node
          ? node.DeleteStmt.relation
          : undefined
  if ('CopyStmt' in node && node.CopyStmt.is_from === true) return true
  return relation !== undefined && findTable(catalogue, relation) !== undefined
}

function other(catalogue: Catalogue, node: Node): void {
  if ('DefineStmt' in node) {
    const kind = (node.DefineStmt.kind ?? 'OBJECT_TYPE')
      .slice('OBJECT_'.length)
      .toLowerCase()
      .replaceAll('_', ' ')
    const names = node.DefineStmt.defnames
    if (kind === 'type') {
      catalogue.types.add({ kind: 'other', ...splitName(catalogue, names) })
    } else catalogue.left.addOther(kind, stringsOf(names).at(-1) ?? '')
  }
  if ('CreateEventTrigStmt' in node) {
    catalogue.left.addOther('event trigger', node.CreateEventTrigStmt.trigname ?? '')
  }
  if ('CreatePublicationStmt' in node) {
    catalogue.left.addOther('publication', node.CreatePublicationStmt.pubname ?? '')
  }
}
