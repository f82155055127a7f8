import { identifier, join, raw, type Sql, sql } from '../../database/index.ts'
import type { Resource } from '../resource.ts'
import type { SearchTerm } from './parse-search.ts'
import type { SearchedFields } from './text-index.ts'

/** The records in whose searched fields every term is found. */
export function postgresMatches(
  resource: Resource,
  {
    fields,
    terms,
    isWhole,
  }: { fields: SearchedFields; terms: readonly SearchTerm[]; isWhole: boolean },
): Sql {
  const labels = [...new Set(fields.map(([, weight]) => weight))].sort()
  const query = terms.map((term) => termText(term, labels)).join(' & ')
  const found = sql`${stored(resource)} @@ to_tsquery('simple', cast(${query} as text))`
  if (isWhole) return found
  // The stored words are those of all fields. It is the words of these fields alone that may decide.
  const vector = join(
    fields.map(([field, weight]) => wordsOf(resource, field, weight)),
    " || to_tsvector('simple', 'cambiumgap') || ",
  )
  return sql`(${found} and ts_delete(${vector}, 'cambiumgap') @@ to_tsquery('simple', cast(${query} as text)))`
}

function stored(resource: Resource): Sql {
  return sql`${identifier(resource.table)}."cambium_search"`
}

/** Keys are counted up or made of the time; others have the time beside them. */
export function postgresNewestFirst(resource: Resource): Sql {
  const id = resource.columns.expression('id')
  if (resource.key !== 'nanoid' || !resource.columns.has('createdAt')) return sql`${id} desc`
  return sql`${resource.columns.expression('createdAt')} desc, ${id} desc`
}

/** A phrase in each weight apart: its words stand in one field. */
function termText({ words, isPrefix }: SearchTerm, labels: readonly string[]): string {
  const inLabel = (label: string): string =>
    words
      .map((word, at) => `'${word}':${isPrefix && at === words.length - 1 ? '*' : ''}${label}`)
      .join(' <-> ')
  return words.length === 1 && labels.length > 0
    ? inLabel(labels.join(''))
    : `(${labels.map((label) => `(${inLabel(label)})`).join(' | ')})`
}

/** The words of one field, cut as the stored ones are: without accents, and with punctuation as space. */
function wordsOf(resource: Resource, field: string, weight: string): Sql {
  const text = sql`coalesce(${resource.columns.expression(field)}, '')`
  const plain = sql`regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]+', '', 'g')`
  const spaced = sql`regexp_replace(${plain}, ${raw(`'${separators}'`)}, ' ', 'g')`
  return sql`setweight(to_tsvector('simple', ${spaced}), ${raw(`'${weight}'`)})`
}

/** What stands between words, the same as in the plan of the generated column. */
const separators =
  '[\\u0001-/:-@\\u005b-`{-\\u00a9\\u00ab-\\u00b1\\u00b4\\u00b6-\\u00b8\\u00bb\\u00bf\\u00d7\\u00f7\\u2000-\\u206f\\u3000-\\u3004\\u3008-\\u3020]+'
