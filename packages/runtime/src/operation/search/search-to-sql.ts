import { everyRow, type Fragment, identifier, join, type Sql, sql } from '../../database/index.ts'
import type { Context } from '../context.ts'
import { readableField } from '../readable-field.ts'
import { badQuery } from '../refusal.ts'
import type { Resource } from '../resource.ts'
import { parseSearch, type SearchTerm } from './parse-search.ts'
import { postgresMatches, postgresNewestFirst } from './postgres-search.ts'
import {
  sqliteFound,
  sqliteFoundHas,
  sqliteFrom,
  sqliteMatches,
  sqliteRow,
} from './sqlite-search.ts'
import { type SearchedFields, weightValues } from './text-index.ts'

/** How many words decide the relevance: each is looked up once more. */
const maxRanked = 4

/** A search as SQL over the entity's table. */
export interface Search {
  /** The rows in which every term is found. */
  readonly matches: Sql
  /** The same as what stands behind `from` and `where`, read from the index: for as many as are needed. */
  readonly from: Sql
  readonly found: Sql
  /** The order of `from` in which those added last come first. */
  readonly newestFirst: Sql
  /** What `relevance` knows a found row by. */
  readonly number: Sql
  /**
   * A whole number, larger for rows whose more important fields have the terms; for the rows of a query `found` with
   * the `number` of each, joined to the table.
   */
  readonly relevance: Sql
}

/**
 * Searches the fields that the caller may read on every record; the others do not exist for this caller. Relevance
 * looks at nothing but the record itself: statistics of all records would tell about those the caller may not read.
 */
export function searchToSql(context: Context, resource: Resource, text: string): Search {
  const terms = parseSearch(text)
  const all = Object.entries(resource.search?.fields ?? {})
  if (all.length === 0) throw badQuery('q', `A ${resource.words} cannot be searched`)
  const fields = all.filter(([field]) => readableField(context, resource, field) === everyRow)
  if (fields.length === 0) throw badQuery('q', `You may not search a ${resource.words}`)
  const isWhole = fields.length === all.length
  const index = resource.search?.name ?? ''
  const whole = { index, fields, terms }
  const visited = context.visits?.visited ?? everyRow
  const inPostgres = (searched: SearchedFields, wanted: readonly SearchTerm[]): Sql =>
    postgresMatches(resource, { fields: searched, terms: wanted, isWhole })
  const value = (term: SearchTerm): Sql =>
    termValue(fields, (searched) =>
      either(
        () => sqliteFoundHas(resource, visited, { index, fields: searched, terms: [term] }),
        () => inPostgres(searched, [term]),
      ),
    )
  return {
    matches: either(
      () => sqliteMatches(resource, visited, whole),
      () => inPostgres(fields, terms),
    ),
    from: either(
      () => sqliteFrom(resource, whole),
      () => identifier(resource.table),
    ),
    found: either(
      () => sqliteFound(resource, whole),
      () => inPostgres(fields, terms),
    ),
    newestFirst: either(
      () => sql`${sqliteRow(whole)} desc`,
      () => postgresNewestFirst(resource),
    ),
    number: either(
      () => sqliteRow(whole),
      () => literal(0),
    ),
    relevance: join(terms.slice(0, maxRanked).map(value), ' + '),
  }
}

function either(sqlite: () => Sql, postgres: () => Sql): Sql {
  const condition: Fragment = {
    fragment: 'search',
    render: (dialect) => (dialect === 'sqlite' ? sqlite() : postgres()),
  }
  return sql`${condition}`
}

/** The value of the most important field that has the term. It is in one of them, so the last needs no look. */
function termValue(fields: SearchedFields, matching: (fields: SearchedFields) => Sql): Sql {
  const groups = weightValues
    .map(([weight, value]) => ({ value, fields: fields.filter(([, one]) => one === weight) }))
    .filter((group) => group.fields.length > 0)
  const last = groups.at(-1)?.value ?? 0
  const cases = groups
    .slice(0, -1)
    .map((group) => sql`when ${matching(group.fields)} then ${literal(group.value)}`)
  if (cases.length === 0) return literal(last)
  return sql`case ${join(cases, ' ')} else ${literal(last)} end`
}

const literals: { [value: number]: Sql } = { 8: sql`8`, 4: sql`4`, 2: sql`2`, 1: sql`1` }

function literal(value: number): Sql {
  return literals[value] ?? sql`0`
}
