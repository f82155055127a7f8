import { type Column, type Dialect, quoteIdentifier } from '../../database/index.ts'
import type { Row } from './read-rows.ts'
import type { RowText } from './row-text.ts'
import { sqlLiteral } from './sql-literal.ts'

/** A column that is inserted, and where its value is in a row. */
export interface InsertedColumn {
  readonly property: string
  readonly column: Column
}

export interface InsertOptions {
  readonly table: string
  readonly columns: readonly InsertedColumn[]
  readonly dialect: Dialect
}

const rowsAtOnce = 100

/** Rows as INSERT statements of some rows each. */
export function insertText({ table, columns, dialect }: InsertOptions): RowText {
  const names = columns.map(({ property, column }) => quoteIdentifier(column.name ?? property))
  const head = `INSERT INTO ${quoteIdentifier(table)} (${names.join(', ')}) VALUES\n`
  const valuesOf = (row: Row): string =>
    `(${columns.map(({ property, column }) => sqlLiteral(row[property], column, dialect)).join(', ')})`
  return {
    head: '',
    rows(rows) {
      let text = ''
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        text += `${head}${rows
          .slice(from, from + rowsAtOnce)
          .map(valuesOf)
          .join(',\n')};\n`
      }
      return text
    },
  }
}

/** Puts off every check of a reference to the end of the script, so that circles can be written. */
export function scriptHead(dialect: Dialect): string {
  return dialect === 'sqlite'
    ? 'BEGIN;\nPRAGMA defer_foreign_keys = ON;\n'
    : `BEGIN;\n${deferrable('deferrable initially deferred')}`
}

/** What stands behind all rows: the references are checked, and are as they were. */
export function scriptEnd(dialect: Dialect, counted: readonly CountedTable[]): string {
  if (dialect === 'sqlite') return 'COMMIT;\n'
  const counters = counted.map(({ table, column }) => {
    const sequence = `pg_get_serial_sequence('${quoteIdentifier(table).replaceAll("'", "''")}', '${column.replaceAll("'", "''")}')`
    return `SELECT setval(${sequence}, max(${quoteIdentifier(column)})) FROM ${quoteIdentifier(table)} HAVING max(${quoteIdentifier(column)}) IS NOT NULL;\n`
  })
  return `SET CONSTRAINTS ALL IMMEDIATE;\n${deferrable('not deferrable')}${counters.join('')}COMMIT;\n`
}

/** A table whose ids the database counts. */
export interface CountedTable {
  readonly table: string
  readonly column: string
}

function deferrable(how: string): string {
  return `DO $$
DECLARE one record;
BEGIN
  FOR one IN
    SELECT conrelid::regclass AS relation, conname FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I ${how}', one.relation, one.conname);
  END LOOP;
END $$;
`
}
