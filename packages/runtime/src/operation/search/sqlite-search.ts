import { identifier, raw, type Sql, sql } from '../../database/index.ts'
import type { Resource } from '../resource.ts'
import type { SearchTerm } from './parse-search.ts'
import type { SearchedFields } from './text-index.ts'

/** What is sought in which index. */
export interface SqliteSearch {
  readonly index: string
  readonly fields: SearchedFields
  readonly terms: readonly SearchTerm[]
}

/** The records in whose searched fields every term is found, by the FTS5 table. */
export function sqliteMatches(resource: Resource, visited: Sql, search: SqliteSearch): Sql {
  return sql`${resource.columns.expression('id')} in (
    select m."id" from ${wordsAndRows(search)} where ${sqliteFound(resource, search)} and ${visited}
  )`
}

/** The index with the table of its row numbers and the records, read in this order. */
export function sqliteFrom(resource: Resource, search: SqliteSearch): Sql {
  return sql`${wordsAndRows(search)}
    cross join ${identifier(resource.table)} on ${resource.columns.expression('id')} = m."id"`
}

/** The condition on the index itself. */
export function sqliteFound(resource: Resource, { index, fields, terms }: SqliteSearch): Sql {
  const columns = fields.map(([field]) => columnOf(resource, field)).join(' ')
  const query = `{${columns}} : (${terms.map(termText).join(' AND ')})`
  return sql`${identifier(index)} match ${query}`
}

/** Whether one of the rows that were found has the terms in these fields; none of the others is looked at. */
export function sqliteFoundHas(resource: Resource, visited: Sql, search: SqliteSearch): Sql {
  const row = sqliteRow(search)
  return sql`"found"."number" in (
    select ${row} from ${identifier(search.index)}
    where ${sqliteFound(resource, search)} and ${visited}
      and ${row} >= (select min("number") from "found")
  )`
}

/** The number of the row in the index. */
export function sqliteRow({ index }: SqliteSearch): Sql {
  return sql`${identifier(index)}."rowid"`
}

function wordsAndRows({ index }: SqliteSearch): Sql {
  const rows = raw(`"${index}_rows"`)
  return sql`${identifier(index)} cross join ${rows} m on m."row" = ${identifier(index)}."rowid"`
}

/** `"milk bread" *`: words are letters and digits only, so quotes hold them whatever they are. */
function termText({ words, isPrefix }: SearchTerm): string {
  return `"${words.join(' ')}"${isPrefix ? ' *' : ''}`
}

function columnOf(resource: Resource, field: string): string {
  return `"f_${resource.columns.column(field).name ?? field}"`
}
