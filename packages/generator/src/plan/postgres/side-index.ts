import { quoted } from '../identifier.ts'
import type { SideIndex, Table } from '../storage.ts'

/** A column of words that follows the fields and its GIN index, or an index on the numbers of a place; the index last. */
export function createSideIndex(
  table: Table,
  index: SideIndex,
  how: '' | ' CONCURRENTLY' = '',
): string[] {
  const make = `CREATE INDEX${how} ${quoted(index.name)} ON ${quoted(table.name)}`
  if (index.kind === 'place') {
    const number = (part: string): string =>
      `((${quoted(index.column)} ->> '${part}')::double precision)`
    return [`${make} (${number('lat')}, ${number('lng')})`]
  }
  return [
    `ALTER TABLE ${quoted(table.name)} ${addWordsColumn(index)}`,
    `${make} USING gin (${wordsColumn})`,
  ]
}

/** What `ALTER TABLE` is to add for an index of words: a column that follows the fields. */
export function addWordsColumn({ columns }: Extract<SideIndex, { kind: 'words' }>): string {
  const fields = columns.map(({ name, weight }) => wordsOf(name, weight))
  const words = fields.length === 1 ? fields[0] : withGaps(fields)
  return `ADD COLUMN ${wordsColumn} tsvector GENERATED ALWAYS AS (${words}) STORED`
}

/** Takes the index away; the table and what is in it stay. */
export function dropSideIndex(table: Table, index: SideIndex): string[] {
  if (index.kind === 'place') return [`DROP INDEX ${quoted(index.name)}`]
  return [`ALTER TABLE ${quoted(table.name)} DROP COLUMN ${wordsColumn}`]
}

const wordsColumn = '"cambium_search"'

/**
 * The words of a column as SQLite cuts them: without accents, and with punctuation as space, which PostgreSQL would
 * read as addresses and signs. The runtime has the same expression for callers who may not read every field.
 */
function wordsOf(column: string, weight: string): string {
  const plain = `regexp_replace(normalize(coalesce(${quoted(column)}, ''), NFD), '[\\u0300-\\u036f]+', '', 'g')`
  return `setweight(to_tsvector('simple', regexp_replace(${plain}, '${separators}', ' ', 'g')), '${weight}')`
}

/** A word between two fields, taken out again, keeps phrases from running from one into the other. */
function withGaps(fields: readonly string[]): string {
  return `ts_delete(${fields.join(` || to_tsvector('simple', ${gap}) || `)}, ${gap})`
}

const gap = `'cambiumgap'`
const separators =
  '[\\u0001-/:-@\\u005b-`{-\\u00a9\\u00ab-\\u00b1\\u00b4\\u00b6-\\u00b8\\u00bb\\u00bf\\u00d7\\u00f7\\u2000-\\u206f\\u3000-\\u3004\\u3008-\\u3020]+'
