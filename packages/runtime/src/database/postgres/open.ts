import type { Cipher } from '../cipher.ts'
import type { Database } from '../database.ts'
import type { PostgresClient } from '../postgres-client.ts'
import { createRenderer } from '../renderer.ts'
import { retryConflicts } from '../retry-conflicts.ts'
import type { Sql } from '../sql.ts'
import { isClosed } from '../time-limit.ts'
import { createConnection, createShared } from './connection.ts'
import { createTransactions } from './transactions.ts'

export interface PostgresOptions {
  /** A `pg` pool, or what has its form. Closed with the database. */
  readonly client: PostgresClient
  /** For encrypted columns. */
  readonly cipher?: Cipher | undefined
}

/** Serves a PostgreSQL database through a pool: reads and single statements on any connection, transactions on one each. */
export function openPostgres({ client, cipher }: PostgresOptions): Database {
  const render = createRenderer('postgres')
  const shared = createShared(cipher)
  const pool = createConnection(client, shared, { repeats: true })
  const transactions = createTransactions({ client, render, shared })
  const gate = createGate(() => client.end())

  function execute(use: 'all' | 'first' | 'run' | 'value', query: Sql): Promise<unknown> {
    return gate.pass(() => {
      const { statement, values } = render(query)
      if (statement.reads) return pool[use](statement, values)
      // Binding puts values in place of those given, so that each attempt takes a copy.
      return retryConflicts(() => pool[use](statement, [...values]))
    })
  }

  return {
    dialect: 'postgres',
    all: <Row>(query: Sql) => execute('all', query) as Promise<Row[]>,
    first: <Row>(query: Sql) => execute('first', query) as Promise<Row | undefined>,
    run: (query) => execute('run', query) as Promise<number>,
    count: async (query) => Number((await execute('value', query)) ?? 0),
    transaction: (work, options) => gate.pass(() => transactions.run(work, options)),
    snapshot: (work) => gate.pass(() => transactions.run(work, { snapshot: true, timeLimitMs: 0 })),
    script: (text) => gate.pass(() => pool.exec(text)),
    ...(client.openSession && { openSession: client.openSession }),
    close: gate.close,
  }
}

interface Gate {
  /** Runs the work; refused once it is closing. */
  pass<Result>(work: () => Promise<Result>): Promise<Result>
  /** Waits for what is running. */
  close(): Promise<void>
}

/** A pool that ends forgets who waits for a connection, so that it may end only when nobody does. */
function createGate(end: () => Promise<void>): Gate {
  let running = 0
  let closing: Promise<void> | undefined
  let isEmpty = (): void => undefined

  async function closeWhenEmpty(): Promise<void> {
    if (running > 0) {
      await new Promise<void>((resolve) => {
        isEmpty = resolve
      })
    }
    await end()
  }

  return {
    async pass(work) {
      if (closing !== undefined) throw isClosed()
      running++
      try {
        return await work()
      } finally {
        running--
        if (running === 0) isEmpty()
      }
    },
    close() {
      closing ??= closeWhenEmpty()
      return closing
    },
  }
}
