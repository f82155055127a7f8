import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database, Transaction } from '../../database/index.ts'
import { completeRows, type Ending, endRow, queueTransaction } from '../store/index.ts'
import type { Running } from './running.ts'

/** Writes how tries ended: those that end about the same time with one transaction. */
export interface Finisher {
  /** Resolves once it is committed: false when somebody else had taken the message over. */
  finish(running: Running, ending: Ending): Promise<boolean>
}

interface Entry {
  readonly running: Running
  readonly ending: Ending
  resolve(wasHeld: boolean): void
  reject(error: unknown): void
}

const maxTogether = 100

/** The finisher of one process. */
export function createFinisher(database: Database): Finisher {
  const waiting: Entry[] = []
  let isFlushing = false

  async function flush(): Promise<void> {
    await nextTurn()
    while (waiting.length > 0) {
      const entries = waiting.splice(0, maxTogether)
      try {
        const held = await queueTransaction(database, 'finish', (tx) => writeAll(tx, entries))
        for (const entry of entries) entry.resolve(held.has(entry))
      } catch (error) {
        for (const entry of entries) entry.reject(error)
      }
    }
    isFlushing = false
  }

  return {
    finish: (running, ending) =>
      new Promise((resolve, reject) => {
        waiting.push({ running, ending, resolve, reject })
        if (isFlushing) return
        isFlushing = true
        void flush()
      }),
  }
}

/** The entries whose messages were still held. */
async function writeAll(
  transaction: Transaction,
  entries: readonly Entry[],
): Promise<ReadonlySet<Entry>> {
  const held = new Set<Entry>()
  const [plain, others] = partition(entries)
  if (plain.length > 0) {
    const ended = await completeRows(
      transaction,
      plain.map(({ running }) => running.held),
    )
    for (const entry of plain) if (ended.has(entry.running.held.seq)) held.add(entry)
  }
  for (const entry of others) {
    if (await endRow(transaction, entry.running.held, entry.ending)) held.add(entry)
  }
  return held
}

/** Those that leave nothing to be written of their own, and the rest. */
function partition(entries: readonly Entry[]): [Entry[], Entry[]] {
  const isPlain = ({ running, ending }: Entry): boolean =>
    ending.as === 'done' && (running.held.keepHours === null || ending.result === undefined)
  return [entries.filter(isPlain), entries.filter((entry) => !isPlain(entry))]
}
