import type { DatabaseSync } from 'node:sqlite'
import type { LeftBehind, SourceNote } from '../../source/index.ts'
import { agreeTypes } from './agree-types.ts'
import { nullKeyLeft, readLeft } from './read-left.ts'
import { type ReadTable, readTable } from './read-table.ts'
import { schemaRows, type TableRow } from './schema-rows.ts'

/** What a database has, and what of it has no place in a model. */
export interface Catalogue {
  tables: ReadTable[]
  left: LeftBehind[]
  /** What comes in another form than was declared. */
  notes: SourceNote[]
}

/** Everything the database tells of its tables and views, and what their values tell. */
export function readCatalogue(db: DatabaseSync, progress: (text: string) => void): Catalogue {
  const rows = schemaRows(db)
  const found = rows.tables().filter(({ name }) => !/^cambium_/i.test(name))
  const catalogue: Catalogue = { tables: [], left: [], notes: [] }
  for (const row of found.filter(({ type }) => type === 'table' || type === 'view')) {
    progress(`Looking at ${row.name}`)
    const table =
      row.type === 'view'
        ? viewOrError(db, row, found)
        : readTable(db, row, { rows, tables: found })
    if ('source' in table) catalogue.tables.push(table)
    else catalogue.left.push(table)
  }
  agreeTypes(catalogue.tables)
  catalogue.notes.push(...catalogue.tables.flatMap(({ notes }) => notes))
  const count = (sql: string): number => Number(db.prepare(sql).get()?.n ?? 0)
  catalogue.left.push(
    ...catalogue.tables.flatMap((table) => [...table.left, ...nullKeyLeft(count, table)]),
    ...readLeft(rows, found),
  )
  return catalogue
}

/** SQLite keeps views whose tables are long gone. */
function viewOrError(
  db: DatabaseSync,
  row: TableRow,
  tables: readonly TableRow[],
): ReadTable | LeftBehind {
  try {
    return readTable(db, row, { rows: schemaRows(db), tables })
  } catch (error) {
    return {
      what: `view ${row.name}`,
      reason: `its query fails: ${error instanceof Error ? error.message : String(error)}`,
      suggestion: 'Nothing is to be done: it gives no rows in the source either',
    }
  }
}
