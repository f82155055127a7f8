import type { SourceRows, TableName } from '../../source/index.ts'
import type { ReadTable } from '../catalogue/index.ts'
import { type PostgresConnection, quotedName } from '../postgres-connection.ts'
import { beginReading, endReading } from '../reading-transaction.ts'
import { readRows } from './read-rows.ts'

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
  const begin = (): Promise<void> => {
    begun ??= beginReading(connection, '15min')
    return begun
  }
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
      await begin()
      yield* readRows(connection, table, options)
    },
    async count(name) {
      const table = tableOf(name)
      if (!table) return null
      await begin()
      const { schema, name: own, kind, oid } = table.row
      const estimate = await connection.query(
        `select reltuples::bigint::text from pg_class where oid = ${oid}`,
      )
      const guess = Number(estimate[0]?.[0] ?? -1)
      if (guess >= largeTable) return guess
      const only = kind === 'r' ? 'only ' : ''
      const [row] = await connection.query(
        `select count(*)::text from ${only}${quotedName(schema)}.${quotedName(own)}`,
      )
      return Number(row?.[0])
    },
  }
}
