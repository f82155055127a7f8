import type { Database, Queryable, Transaction } from '../../database/index.ts'
import { walkTable } from '../batches/index.ts'
import type { DataBatch, DataTools } from './data-step.ts'
import { createSegments, type Segments } from './segments.ts'
import { batchOf, type TellRows } from './walk.ts'

/** A step that runs on a database with several connections. */
export interface ResumableStep {
  readonly db: Database
  /** The name its walks are recorded under. */
  readonly name: string
  /** Of its migration: a walk of a step that was changed begins anew. */
  readonly hash: string
  readonly tellRows: TellRows
  log(message: string): void
  work(tools: DataTools): Promise<void>
}

/**
 * Runs a step whose batches are committed one by one, each with the record of how far the walk is; what it does beside
 * them is committed before the next walk begins, and at the end together with `finish`.
 */
export async function runResumable<Result>(
  step: ResumableStep,
  finish: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const segments = createSegments(step.db)
  try {
    await step.work(toolsOf(step, segments))
    return await segments.end(finish)
  } catch (error) {
    await segments.undo(error)
    throw error
  }
}

function toolsOf(step: ResumableStep, segments: Segments): DataTools {
  let walks = 0
  let batch: Queryable | undefined
  // Within a batch what the step was handed first means the batch's transaction as well.
  const open = (): Queryable => batch ?? segments.db
  return {
    db: {
      dialect: step.db.dialect,
      all: (query) => open().all(query),
      first: (query) => open().first(query),
      run: (query) => open().run(query),
      count: (query) => open().count(query),
    },
    log: step.log,
    async eachBatch(walked, work) {
      await segments.commit()
      walks++
      const inBatch = async (one: DataBatch): Promise<void> => {
        batch = one.db
        await work(one).finally(() => {
          batch = undefined
        })
      }
      await walkTable({
        ...step,
        // Negative, so that it is never taken for a part of the script.
        part: -walks,
        finishedStands: false,
        table: walked.table,
        key: walked.by,
        work: (tx, range) => inBatch(batchOf(tx, walked, range)),
      })
    },
  }
}
