import type { Transaction, TransactionOptions } from '../database.ts'
import type { PostgresClient, PostgresConnection } from '../postgres-client.ts'
import type { Renderer } from '../renderer.ts'
import { retryConflicts } from '../retry-conflicts.ts'
import { type Outcome, settleWork } from '../settle-work.ts'
import { defaultTimeLimitMs } from '../time-limit.ts'
import { openTransaction } from '../transaction-handle.ts'
import { type Connection, createConnection, type Shared } from './connection.ts'
import { isOutdated, mapPostgresError } from './errors.ts'
import { createExecutor } from './executor.ts'

export type Work<Result> = (transaction: Transaction) => Promise<Result>

export interface Transactions {
  run<Result>(work: Work<Result>, options?: TransactionOptions): Promise<Result>
}

export interface TransactionsOptions {
  readonly client: PostgresClient
  readonly render: Renderer
  readonly shared: Shared
}

/**
 * Each transaction on a connection of its own out of the pool, at the isolation `read committed`. The server itself
 * makes commits that arrive together durable with one flush. One that collides with another is run again, and so
 * is one with a statement from before a migration.
 */
export function createTransactions(options: TransactionsOptions): Transactions {
  return {
    run: <Result>(work: Work<Result>, transactionOptions: TransactionOptions = {}) =>
      retryConflicts(
        () => runOnce(options, work, transactionOptions),
        isOutdated,
      ) as Promise<Result>,
  }
}

async function runOnce(
  { client, render, shared }: TransactionsOptions,
  work: Work<unknown>,
  options: TransactionOptions,
): Promise<unknown> {
  const taken = await connect(client)
  const timeLimitMs = options.timeLimitMs ?? defaultTimeLimitMs
  const connection = createConnection(taken, shared, { unlimited: timeLimitMs === 0 })
  let broken = false
  try {
    const begun = connection.exec(beginText(options))
    // Whoever waits for it is told; the work may fail before anybody does.
    begun.catch(() => undefined)
    const open = openTransaction(createExecutor({ connection, render, begun }))
    const outcome = await settleWork(async () => work(open.transaction), { timeLimitMs })
    open.end()
    await begun
    return await finish(connection, outcome)
  } catch (error) {
    broken = !(await undo(connection))
    throw error
  } finally {
    taken.release(broken)
  }
}

async function connect(client: PostgresClient): Promise<PostgresConnection> {
  try {
    return await client.connect()
  } catch (error) {
    throw mapPostgresError(error, { text: 'connect', columns: null, reads: true })
  }
}

/** A transaction without a time limit is not to be ended by the limits of the connection either. */
function beginText({ timeLimitMs, lockTimeoutMs, snapshot }: TransactionOptions): string {
  const settings = [snapshot ? 'begin isolation level repeatable read, read only' : 'begin']
  if (timeLimitMs === 0) {
    settings.push(
      'set local statement_timeout = 0',
      'set local idle_in_transaction_session_timeout = 0',
    )
  }
  if (lockTimeoutMs !== undefined) settings.push(`set local lock_timeout = ${lockTimeoutMs}`)
  return settings.join('; ')
}

async function finish(connection: Connection, outcome: Outcome): Promise<unknown> {
  if (outcome.failed) throw outcome.error
  if (connection.aborted !== undefined) throw connection.aborted
  await Promise.all([connection.exec('commit'), connection.posted])
  // To a transaction that a posted statement broke, the server answers `commit` with a rollback and without an error.
  if (connection.aborted !== undefined) throw connection.aborted
  return outcome.value
}

/**
 * False when the connection must not go back into the pool: it is lost, or a statement is still running on it, which
 * the server undoes when the connection ends.
 */
async function undo(connection: Connection): Promise<boolean> {
  if (connection.isBusy) return false
  try {
    await connection.exec('rollback')
    return true
  } catch {
    return false
  }
}
