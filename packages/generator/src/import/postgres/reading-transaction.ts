import type { PostgresConnection } from './postgres-connection.ts'

/**
 * What a transaction that reads is told: the forms in which values are written, and how long anything may take. All of it
 * ends with the transaction, so that a connection that a pooler shares with others is left as it was.
 */
const settings = {
  standard_conforming_strings: 'on',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'iso_8601',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  lc_monetary: 'C',
  row_security: 'off',
  synchronize_seqscans: 'off',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '0',
}

/** Begins a transaction that cannot write and sees one state of the database until it ends. */
export async function beginReading(
  connection: PostgresConnection,
  statementTimeout: string,
): Promise<void> {
  await connection.query('begin transaction isolation level repeatable read read only')
  const all = Object.entries({ ...settings, statement_timeout: statementTimeout })
  const list = all.map(([name, value]) => `set_config('${name}', '${value}', true)`)
  await connection.query(`select ${list.join(', ')}`)
}

/** Ends what `beginReading` began. */
export async function endReading(connection: PostgresConnection): Promise<void> {
  await connection.query('rollback')
}
