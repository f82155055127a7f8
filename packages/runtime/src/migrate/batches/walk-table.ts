import type { Database, Transaction } from '../../database/index.ts'
import { migrating, retryLocked, waitForOthers } from '../lock/index.ts'
import { type PartRecord, readPart, recordPart } from '../state/index.ts'
import { estimateRows } from './estimate-rows.ts'
import { createPace } from './pace.ts'
import { nextRange, type Range } from './range.ts'

/** A walk over a table that a migration makes. */
export interface Walk {
  readonly db: Database
  /** The migration, and which part of it the walk is: its progress is kept under both. */
  readonly name: string
  readonly part: number
  /** Of what is done to each batch. One that was changed in the middle walks again from the start. */
  readonly hash: string
  /** Whether a walk that came to its end stands, though what is done to each batch was changed since. */
  readonly finishedStands: boolean
  readonly table: string
  readonly key: string
  /** Whether somebody else has done all of it meanwhile; asked before each batch. */
  isOver?(tx: Transaction): Promise<boolean>
  work(tx: Transaction, range: Range, rowsBefore: number): Promise<void>
  tellRows(done: number, total: number): void
}

/**
 * Walks batch by batch, each in a transaction together with the record of how far it is: one that was killed goes on behind
 * the last batch that was committed.
 */
export async function walkTable(walk: Walk): Promise<void> {
  const total = await estimateRows(walk.db, walk.table)
  const pace = createPace()
  let record: PartRecord
  do {
    const startedAt = performance.now()
    record = await retryLocked(() => walkOn(walk, pace.size))
    pace.note(performance.now() - startedAt)
    // A table may grow meanwhile, and the estimate may be old.
    walk.tellRows(record.rows, Math.max(total, record.rows))
  } while (!record.finished)
}

/** Does the next batch; how far the walk is then. */
function walkOn(walk: Walk, size: number): Promise<PartRecord> {
  const { db, name, part, hash, table, key, finishedStands } = walk
  return db.transaction(async (tx) => {
    await waitForOthers(tx)
    const begun: PartRecord = { part, hash, reached: null, rows: 0, finished: false }
    if (await walk.isOver?.(tx)) return { ...begun, finished: true }
    const known = await readPart(tx, name, part)
    const stands = known && (known.hash === hash || (known.finished && finishedStands))
    const record = stands ? known : begun
    if (record.finished) return record
    const range = await nextRange(tx, { table, key, reached: record.reached, size })
    if (range) await walk.work(tx, range, record.rows)
    const next = range
      ? { ...record, reached: range.upto, rows: record.rows + range.rows }
      : { ...record, finished: true }
    await recordPart(tx, name, next)
    return next
  }, migrating)
}
