import type { LeftBehind, SourceNote } from '../../source/index.ts'
import type { ClassRow, ConstraintRow, IndexRow } from './catalogue-rows.ts'
import { tableWords } from './read-left.ts'

/** What of the constraints of a table cannot be read as keys and checks. */
export function constraintsLeft(
  table: ClassRow,
  rows: readonly ConstraintRow[],
  isRead: (oid: number) => boolean,
): LeftBehind[] {
  return rows.flatMap((row) => {
    const what = `${tableWords(table)}, constraint ${row.name}`
    if (row.kind === 'x') {
      return [
        {
          what,
          reason: `rows that exclude each other cannot be said in a model: ${row.sql}`,
          suggestion: 'Look for the other row in a hook before create and update',
        },
      ]
    }
    if (row.kind === 'f' && !isRead(row.target)) {
      return [
        {
          what,
          reason: 'it points at a table that is not read',
          suggestion:
            'Name its schema too with --schema; otherwise the column comes as a plain field',
        },
      ]
    }
    if (row.kind === 'u' && /NULLS NOT DISTINCT/.test(row.sql)) {
      return [
        {
          what,
          reason: 'it takes one row without a value only; unique fields here take any number',
          suggestion: 'Make the field required, or look for the other row in a hook before create',
        },
      ]
    }
    return []
  })
}

/** What is to be known of a table as a whole. */
export function tableNotes(table: ClassRow): SourceNote[] {
  const what = tableWords(table)
  const parents = table.parents ?? []
  if (table.server !== null) {
    const text = `its rows stand on another server (${table.server}): a copy holds them as they are now`
    return [{ what, text }]
  }
  if (table.kind === 'p') return [{ what, text: 'its partitions come as one table' }]
  if (parents.length === 0) return []
  const text = `it inherits from ${parents.join(', ')}; here it is an entity of its own, with all of its columns and its own rows`
  return [{ what, text }]
}

/** An index that was broken off while it was built is used by nobody. */
export function indexLeft(table: ClassRow, { name, valid }: IndexRow): LeftBehind[] {
  if (valid) return []
  return [
    {
      what: `${tableWords(table)}, index ${name}`,
      reason: 'it was broken off while it was built, so that nothing uses it',
      suggestion: 'Build it again in the source (REINDEX), or add an index to the entity',
    },
  ]
}
