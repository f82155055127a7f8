import { ImportError, type OpenSource } from '../source/index.ts'
import { readCatalogue } from './catalogue/index.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import { beginReading, endReading } from './reading-transaction.ts'
import { postgresRows } from './rows/index.ts'

/** What of a database is read. */
export interface PostgresOptions {
  /** All but the server's own where empty. */
  schemas: readonly string[]
  progress(text: string): void
}

/** Reads the schema of the database behind a connection; its rows are read later, on the same connection. */
export async function readPostgres(
  connection: PostgresConnection,
  { schemas, progress }: PostgresOptions,
): Promise<OpenSource> {
  progress('Reading the catalogue')
  await beginReading(connection, '60s')
  try {
    const [row] = await connection.query('select current_database()::text')
    const name = row?.[0] ?? ''
    await knowSchemas(connection, schemas)
    const { tables, left, notes } = await readCatalogue(connection, schemas)
    const withColumns = tables.filter(({ columns }) => columns.length > 0)
    const rows = postgresRows(connection, withColumns)
    return {
      schema: {
        kind: 'postgres',
        label: `the PostgreSQL database ${name}`,
        dialect: 'postgres',
        tables: withColumns.map(({ source }) => source),
        left: [
          ...tables
            .filter(({ columns }) => columns.length === 0)
            .map(({ source }) => ({
              what: `table ${source.name}`,
              reason: 'it has no columns',
              suggestion: 'Nothing is to be done',
            })),
          ...left,
        ],
        notes,
      },
      rows,
      async close() {
        await rows.end()
        await connection.close()
      },
    }
  } finally {
    await endReading(connection)
  }
}

async function knowSchemas(
  connection: PostgresConnection,
  wanted: readonly string[],
): Promise<void> {
  const found = await connection.query(
    `select nspname::text from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by nspname`,
  )
  const names = found.map(([name]) => name)
  const missing = wanted.find((name) => !names.includes(name))
  if (missing === undefined) return
  throw new ImportError(
    `The database has no schema "${missing}"`,
    `It has: ${names.join(', ')}. Letters are small unless the schema was made with quotes`,
  )
}
