import type { Transaction } from '../../database/index.ts'
import { createPace, estimateRows, nextRange } from '../batches/index.ts'
import type { DataTools } from './data-step.ts'
import { batchOf, type TellRows } from './walk.ts'

/** What a step is handed that runs within one transaction from its start to its end. */
export function toolsWithin(
  tx: Transaction,
  { tellRows, log }: { tellRows: TellRows; log(message: string): void },
): DataTools {
  return {
    db: tx,
    log,
    async eachBatch(walked, work) {
      const { table, by: key } = walked
      const pace = createPace()
      const total = await estimateRows(tx, table)
      let reached: string | null = null
      for (let done = 0; ; ) {
        const startedAt = performance.now()
        const range = await nextRange(tx, { table, key, reached, size: pace.size })
        if (range === undefined) return
        await work(batchOf(tx, walked, range))
        reached = range.upto
        done += range.rows
        pace.note(performance.now() - startedAt)
        tellRows(done, Math.max(done, total))
      }
    },
  }
}
