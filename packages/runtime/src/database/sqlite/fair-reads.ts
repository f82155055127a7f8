import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Statement } from '../renderer.ts'

/** Runs reads so that slow ones do not follow each other within one turn of the event loop. */
export interface FairReads {
  run<Result>(statement: Statement, read: () => Result): Result | Promise<Result>
}

const quickMs = 2
const turnMs = 10

/**
 * A read that runs cannot be interrupted, and requests that arrive together would run theirs in a row, with everybody
 * else waiting behind all of them. Once slow reads have taken 10 ms of a turn, only statements that were quick the last
 * time still run in it; the others wait for the next turn, in order.
 */
export function createFairReads(): FairReads {
  const quick = new WeakSet<Statement>()
  let spentMs = 0

  function timed<Result>(statement: Statement, read: () => Result): Result {
    const startedAt = performance.now()
    try {
      return read()
    } finally {
      const tookMs = performance.now() - startedAt
      if (tookMs < quickMs) quick.add(statement)
      else {
        quick.delete(statement)
        // Behind a look at the network: what has come in meanwhile must not wait for a second slow read.
        if (spentMs === 0) setImmediate(() => setImmediate(endTurn))
        spentMs += tookMs
      }
    }
  }

  function endTurn(): void {
    spentMs = 0
  }

  async function inTurn<Result>(statement: Statement, read: () => Result): Promise<Result> {
    while (spentMs > turnMs) await nextTurn()
    return timed(statement, read)
  }

  return {
    run: (statement, read) =>
      spentMs > turnMs && !quick.has(statement) ? inTurn(statement, read) : timed(statement, read),
  }
}
