import type { Connection } from './connection.ts'

/** The view of the database that the reads of one turn of the event loop share. */
export interface TurnView {
  /** Runs a read of the connection. */
  read<Result>(run: () => Result): Result
  /** Makes the next read see all that is committed by now. */
  renew(): void
}

/**
 * A read outside a transaction takes and gives back a lock of the file by system calls, which costs as much as finding
 * a row. From its second read on a turn keeps the lock, and gives it back when it ends or when this process commits, so
 * that nobody reads less than what was committed when their request came in.
 */
export function createTurnView(connection: Connection): TurnView {
  let reads = 0
  let isOpen = false

  function renew(): void {
    if (!isOpen) return
    isOpen = false
    // An error of the disk ends a transaction on its own.
    if (connection.inTransaction) connection.exec('commit')
  }

  function endTurn(): void {
    reads = 0
    renew()
  }

  return {
    renew,
    read(run) {
      if (reads++ === 0) setImmediate(endTurn)
      else if (!isOpen) {
        connection.exec('begin')
        isOpen = true
      }
      return run()
    },
  }
}
