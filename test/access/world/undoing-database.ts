import type { Database, Transaction } from '@cambium/runtime/database'

/** A database on which everything that is done in `undone` leaves nothing behind. */
export interface UndoingDatabase {
  readonly database: Database
  /** Runs the work in one transaction that is rolled back. */
  undone<Result>(work: () => Promise<Result>): Promise<Result>
}

class Undo extends Error {}

/** Inside `undone`, transactions are savepoints of it, and reads see what they wrote. */
export function createUndoingDatabase(real: Database): UndoingDatabase {
  let open: Transaction | undefined
  const at = (): Database | Transaction => open ?? real
  const database: Database = {
    dialect: real.dialect,
    all: (query) => at().all(query),
    first: (query) => at().first(query),
    run: (query) => at().run(query),
    count: (query) => at().count(query),
    script: (text) => at().script(text),
    transaction: (work, options) =>
      open === undefined ? real.transaction(work, options) : open.savepoint(work),
    snapshot: (work) => work(at()),
    close: () => real.close(),
  }
  async function undone<Result>(work: () => Promise<Result>): Promise<Result> {
    const found: { result?: Result } = {}
    try {
      await real.transaction(async (transaction) => {
        open = transaction
        try {
          found.result = await work()
        } finally {
          open = undefined
        }
        throw new Undo()
      })
    } catch (error) {
      if (!(error instanceof Undo)) throw error
    }
    return found.result as Result
  }
  return { database, undone }
}
