import type { Database } from '../../database/index.ts'
import { type Delivery, LeaseLost } from '../delivery.ts'
import { completeRow, isHeld } from '../store/index.ts'
import type { Running } from './running.ts'

/** What a handler is handed for one message. */
export function createDelivery(database: Database, running: Running): Delivery {
  const { row, held, controller } = running
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    lane: row.lane,
    payload: JSON.parse(row.payload),
    origin: JSON.parse(row.origin),
    attempt: row.attempts,
    isLast: row.attempts >= row.maxAttempts,
    createdAt: row.createdAt,
    signal: controller.signal,
    async assertHeld(transaction) {
      if (!(await isHeld(transaction, held))) throw new LeaseLost()
    },
    progress(done, total, note) {
      running.progress = JSON.stringify({ done, total: total ?? null, note: note ?? null })
    },
    async complete(work, options) {
      const result = await database.transaction(
        async (transaction) => {
          const done = await work(transaction)
          if (!(await completeRow(transaction, held, done))) throw new LeaseLost()
          return done
        },
        { key: `queue.complete ${row.kind} ${row.name}`, ...options },
      )
      running.isComplete = true
      return result
    },
  }
}
