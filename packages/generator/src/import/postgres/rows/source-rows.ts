import type { SourceRows, TableName } from '../../source/index.ts'
import type { ReadTable } from '../catalogue/index.ts'
import type { PostgresConnection } from '../postgres-connection.ts'
import { beginReading, endReading } from '../reading-transaction.ts'
import { readRows } from './read-rows.ts'
import { rowsOfTable } from './rows-of-table.ts'

/** From here on a count is taken from the statistics. */
const largeTable = 1_000_000

/** Rows that hold a transaction open from the first that is asked for on. */
export interface PostgresRows extends SourceRows {
  /** Ends the transaction. */
  end(): Promise<void>
}

/** The rows of a database, all as they were at the moment the first was asked for. */
export function postgresRows(
  connection: PostgresConnection,
  tables: readonly ReadTable[],
): PostgresRows {
  let begun: Promise<void> | null = null
  let counting: Promise<unknown> = Promise.resolve()
  const tableOf = ({ schema, name }: TableName): ReadTable | undefined =>
    tables.find(({ row }) => row.name === name && (schema === null || row.schema === schema))
  return {
    async end() {
      // a connection that broke has ended it
      if (begun !== null) await endReading(connection).catch(() => {})
    },
    async *read(name, options) {
      const table = tableOf(name)
      if (!table || table.columns.length === 0) return
      begun ??= counting.then(() => beginReading(connection, '15min'))
      await begun
      yield* readRows(connection, table, options)
    },
    async count(name) {
      const table = tableOf(name)
      if (!table) return null
      if (begun !== null) {
        await begun
        return countRows(connection, table)
      }
      // between the counts and the rows a person may think about what to do: no transaction waits for that
      const count = counting.then(() => countAlone(connection, table))
      counting = count.catch(() => {})
      return count
    },
  }
}

async function countAlone(
  connection: PostgresConnection,
  table: ReadTable,
): Promise<number | null> {
  await beginReading(connection, '60s')
  try {
    return await countRows(connection, table)
  } catch {
    // what may not be read is told of when it is
    return null
  } finally {
    await endReading(connection)
  }
}

async function countRows(connection: PostgresConnection, table: ReadTable): Promise<number> {
  const [estimate] = await connection.query(
    `select reltuples::bigint::text from pg_class where oid = ${table.row.oid}`,
  )
  const guess = Number(estimate?.[0] ?? -1)
  if (guess >= largeTable) return guess
  const [row] = await connection.query(`select count(*)::text from ${rowsOfTable(table)}`)
  return Number(row?.[0])
}
