import { identifier, raw, type Sql, sql } from '../../database/index.ts'
import type { Resource } from '../resource.ts'
import type { SearchTerm } from './parse-search.ts'
import type { SearchedFields } from './text-index.ts'

/** The records in whose searched fields every term is found, by the FTS5 table. */
export function sqliteMatches(
  resource: Resource,
  index: string,
  { fields, terms }: { fields: SearchedFields; terms: readonly SearchTerm[] },
): Sql {
  const table = identifier(index)
  const query = `{${fields.map(([field]) => columnOf(resource, field)).join(' ')}} : (${terms.map(termText).join(' AND ')})`
  return sql`${resource.columns.expression('id')} in (
    select m."id" from ${table} join ${raw(`"${index}_rows"`)} m on m."row" = ${table}."rowid"
    where ${table} match ${query}
  )`
}

/** `"milk bread" *`: words are letters and digits only, so quotes hold them whatever they are. */
function termText({ words, isPrefix }: SearchTerm): string {
  return `"${words.join(' ')}"${isPrefix ? ' *' : ''}`
}

function columnOf(resource: Resource, field: string): string {
  return `"f_${resource.columns.column(field).name ?? field}"`
}
