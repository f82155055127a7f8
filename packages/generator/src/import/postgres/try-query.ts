import type { PostgresConnection } from './postgres-connection.ts'

/** The one row of a query, or nothing where it fails; the transaction goes on. */
export async function tryQuery(
  connection: PostgresConnection,
  sql: string,
): Promise<(string | null)[] | undefined> {
  await connection.query('savepoint attempt')
  try {
    const [row] = await connection.query(sql)
    await connection.query('release savepoint attempt')
    return row
  } catch {
    await connection.query('rollback to savepoint attempt')
    await connection.query('release savepoint attempt')
    return undefined
  }
}
