import type { Transaction, TransactionOptions } from '../database.ts'
import type { PostgresClient, PostgresConnection } from '../postgres-client.ts'
import type { Renderer } from '../renderer.ts'
import { type Outcome, settleWork } from '../settle-work.ts'
import { defaultTimeLimitMs } from '../time-limit.ts'
import { openTransaction } from '../transaction-handle.ts'
import { type Connection, createConnection, type Shared } from './connection.ts'
import { mapPostgresError } from './errors.ts'
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

/** Each transaction on a connection of its own out of the pool, at the isolation `read committed`. */
export function createTransactions({ client, render, shared }: TransactionsOptions): Transactions {
  async function connect(): Promise<PostgresConnection> {
    try {
      return await client.connect()
    } catch (error) {
      throw mapPostgresError(error, { text: 'connect', columns: null, reads: true })
    }
  }

  return {
    async run<Result>(work: Work<Result>, options: TransactionOptions = {}) {
      const taken = await connect()
      const connection = createConnection(taken, shared)
      let broken = false
      try {
        await connection.exec('begin')
        const open = openTransaction(createExecutor({ connection, render }))
        const outcome = await settleWork(async () => work(open.transaction), {
          timeLimitMs: options.timeLimitMs ?? defaultTimeLimitMs,
        })
        open.end()
        return (await finish(connection, outcome)) as Result
      } catch (error) {
        broken = !(await undo(connection))
        throw error
      } finally {
        taken.release(broken)
      }
    },
  }
}

async function finish(connection: Connection, outcome: Outcome): Promise<unknown> {
  if (outcome.failed) throw outcome.error
  if (connection.aborted !== undefined) throw connection.aborted
  await connection.exec('commit')
  return outcome.value
}

/** False when the connection is lost, so that it does not go back into the pool. */
async function undo(connection: Connection): Promise<boolean> {
  try {
    await connection.exec('rollback')
    return true
  } catch {
    return false
  }
}
