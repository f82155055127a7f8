import type { Node, RangeVar } from 'libpg-query'
import { balancedEnd, skipToken } from '../text/index.ts'
import { addTable, type Catalogue } from './catalogue.ts'
import type { Statement } from './statement.ts'

/** A view with the statement it is made by; the types of its columns only a database knows. */
export function createView(
  catalogue: Catalogue,
  relation: RangeVar | undefined,
  statement: Statement,
): void {
  const draft = addTable(catalogue, relation, 'view')
  draft.table.definition = definitionOf(statement.raw, relation?.location ?? 0)
}

/** True for `create materialized view`, and not for a table that is filled at once. */
export function isMaterializedView(node: Node): boolean {
  return 'CreateTableAsStmt' in node && node.CreateTableAsStmt.objtype === 'OBJECT_MATVIEW'
}

/** The text behind the `as` that stands outside of brackets. */
function definitionOf(raw: string, from: number): string {
  let at = from
  while (at < raw.length) {
    const next = raw[at] === '(' ? balancedEnd(raw, at) : skipToken(raw, at)
    if (raw.slice(at, next).toLowerCase() === 'as') {
      const text = Buffer.from(raw.slice(next), 'latin1').toString('utf8').trim()
      return text
        .replace(/;$/, '')
        .replace(/\bwith\s+(?:no\s+data|data|(?:cascaded\s+|local\s+)?check\s+option)\s*$/i, '')
        .trim()
    }
    at = next
  }
  return ''
}
