import process from 'node:process'
import type { Database, PostgresSession, Queryable, Transaction } from '@cambium/runtime/database'

/** Counts the places before and after every statement, and ends the process at one of them. */
export interface Boundaries {
  readonly count: number
  /** One more place. */
  pass(): void
}

/** Counts places; at the given one the process gets `kill -9`, as if somebody had sent it. */
export function createBoundaries(killAt: number | undefined): Boundaries {
  let count = 0
  return {
    get count() {
      return count
    },
    pass() {
      count++
      if (count !== killAt) return
      process.kill(process.pid, 'SIGKILL')
      // The signal may need a moment: nothing is to happen meanwhile.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    },
  }
}

/**
 * A database with a place before each statement that may change something, one at the end of each transaction before
 * its commit, and one behind that. Where only reads lie between two places they would be the same one.
 */
export function countBoundaries(database: Database, { pass }: Boundaries): Database {
  const { openSession } = database
  return {
    ...changing(database, pass),
    async transaction(work, options) {
      const result = await database.transaction(async (tx) => {
        const done = await work(countedTransaction(tx, pass))
        pass()
        return done
      }, options)
      pass()
      return result
    },
    snapshot: (work) => database.snapshot(work),
    async script(text) {
      pass()
      await database.script(text)
      pass()
    },
    ...(openSession && { openSession: async () => countedSession(await openSession(), pass) }),
    close: () => database.close(),
  }
}

function changing(inner: Queryable, pass: () => void): Queryable {
  return {
    dialect: inner.dialect,
    all: (query) => inner.all(query),
    first: (query) => inner.first(query),
    count: (query) => inner.count(query),
    run: (query) => {
      pass()
      return inner.run(query)
    },
  }
}

function countedTransaction(inner: Transaction, pass: () => void): Transaction {
  return {
    ...changing(inner, pass),
    script: (text) => {
      pass()
      return inner.script(text)
    },
    savepoint: (work) => inner.savepoint((tx) => work(countedTransaction(tx, pass))),
  }
}

function countedSession(inner: PostgresSession, pass: () => void): PostgresSession {
  return {
    ...inner,
    query: async (text, options) => {
      pass()
      const rows = await inner.query(text, options)
      pass()
      return rows
    },
  }
}
