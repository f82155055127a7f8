import type { Database, Queryable, Transaction } from '../../database/index.ts'
import { createPace, estimateRows, nextRange } from '../batches/index.ts'
import { migrating, retryLocked, waitForOthers } from '../lock/index.ts'
import { type PartRecord, readPart, recordPart } from '../state/index.ts'
import type { BatchedTable, DataBatch, DataTools } from './data-step.ts'
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
      await walk(step, { walked, part: -walks, work: inBatch })
    },
  }
}

interface Walk {
  readonly walked: BatchedTable
  /** Negative, so that it is never taken for a part of the script. */
  readonly part: number
  work(batch: DataBatch): Promise<void>
}

async function walk(step: ResumableStep, over: Walk): Promise<void> {
  const total = await estimateRows(step.db, over.walked.table)
  const pace = createPace()
  let record: PartRecord
  do {
    const startedAt = performance.now()
    record = await retryLocked(() => walkOn(step, over, pace.size))
    pace.note(performance.now() - startedAt)
    step.tellRows(record.rows, Math.max(total, record.rows))
  } while (!record.finished)
}

function walkOn(
  { db, name, hash }: ResumableStep,
  { walked, part, work }: Walk,
  size: number,
): Promise<PartRecord> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx)
    const known = await readPart(tx, name, part)
    const begun = { part, hash, reached: null, rows: 0, finished: false }
    const record = known?.hash === hash ? known : begun
    if (record.finished) return record
    const { table, by: key } = walked
    const range = await nextRange(tx, { table, key, reached: record.reached, size })
    if (range) await work(batchOf(tx, walked, range))
    const next = range
      ? { ...record, reached: range.upto, rows: record.rows + range.rows }
      : { ...record, finished: true }
    await recordPart(tx, name, next)
    return next
  }, migrating)
}
