import type { Database, Queryable, Transaction } from '../../database/index.ts'
import { migrating, waitForOthers } from '../lock/index.ts'

/** A transaction that is begun when it is needed and committed when that is said, several times over. */
export interface Segments {
  /** Runs statements in the transaction that is open, or begins one. */
  readonly db: Queryable
  /** Commits what is open. */
  commit(): Promise<void>
  /** Runs the last work in what is open and commits it. */
  end<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /** Undoes what is open. */
  undo(reason: unknown): Promise<void>
}

interface Segment {
  readonly tx: Transaction
  commit(): Promise<void>
  undo(reason: unknown): Promise<void>
}

/** Makes segments of a database with several connections. */
export function createSegments(database: Database): Segments {
  let current: Promise<Segment> | undefined

  function open(): Promise<Segment> {
    current ??= begin(database)
    return current
  }

  async function close(how: (segment: Segment) => Promise<void>): Promise<void> {
    const closing = current
    current = undefined
    if (closing) await how(await closing)
  }

  const commit = (): Promise<void> => close((segment) => segment.commit())
  return {
    db: {
      dialect: database.dialect,
      all: async <Row>(query: Parameters<Queryable['all']>[0]) => (await open()).tx.all<Row>(query),
      first: async <Row>(query: Parameters<Queryable['first']>[0]) =>
        (await open()).tx.first<Row>(query),
      run: async (query) => (await open()).tx.run(query),
      count: async (query) => (await open()).tx.count(query),
    },
    commit,
    async end(work) {
      const result = await work((await open()).tx)
      await commit()
      return result
    },
    undo: (reason) => close((segment) => segment.undo(reason)),
  }
}

/** Keeps the work of a transaction waiting until it is told how to end. */
function begin(database: Database): Promise<Segment> {
  return new Promise((opened, refused) => {
    let failed: unknown
    const ended = database.transaction(async (tx) => {
      // A collision with somebody else has the work run again, which only the whole step can.
      if (failed !== undefined) throw failed
      await waitForOthers(tx)
      await new Promise<void>((resolve, reject) => {
        opened({
          tx,
          commit: async () => {
            resolve()
            await ended
          },
          undo: async (reason) => {
            failed = reason
            reject(reason)
            await ended.catch(() => undefined)
          },
        })
      })
    }, migrating)
    ended.catch(refused)
  })
}
