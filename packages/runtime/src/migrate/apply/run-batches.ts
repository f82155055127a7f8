import type { Transaction } from '../../database/index.ts'
import { bindRange, createPace, estimateRows, nextRange } from '../batches/index.ts'
import { migrating, retryLocked, waitForOthers } from '../lock/index.ts'
import type { BatchesPart } from '../script/index.ts'
import { type PartRecord, readPart, recordPart } from '../state/index.ts'
import { type PlacedPart, type ScriptRun, tellProgress } from './script-run.ts'
import { stoppedAt } from './stopped-at.ts'

/**
 * Runs a statement over a table batch by batch, each in a transaction together with the record of how far it is: one
 * that was killed goes on behind the last batch that was committed.
 */
export async function runBatches(run: ScriptRun, placed: PlacedPart<BatchesPart>): Promise<void> {
  const total = await estimateRows(run.db, placed.part.table)
  const pace = createPace()
  let record: PartRecord
  do {
    const startedAt = performance.now()
    record = await retryLocked(() => runBatch(run, placed, pace.size))
    pace.note(performance.now() - startedAt)
    // A table may grow meanwhile, and the estimate may be old.
    tellProgress(run, placed, { done: record.rows, total: Math.max(total, record.rows) })
  } while (!record.finished)
}

/** Runs the next batch; how far the walk is then. */
function runBatch(
  run: ScriptRun,
  { part, index }: PlacedPart<BatchesPart>,
  size: number,
): Promise<PartRecord> {
  const { db, name } = run
  return db.transaction(async (tx) => {
    await waitForOthers(tx)
    if (await run.isOver(tx)) return { ...begin(part, index), finished: true }
    const known = await readPart(tx, name, index)
    if (known?.finished) return known
    // A statement that was changed in the middle of its walk walks again from the start.
    const record = known?.hash === part.hash ? known : begin(part, index)
    const { table, key } = part
    const range = await nextRange(tx, { table, key, reached: record.reached, size })
    if (range) await runStatement(tx, { run, part, record }, () => bindRange(part.statement, range))
    const next = range
      ? { ...record, reached: range.upto, rows: record.rows + range.rows }
      : { ...record, finished: true }
    await recordPart(tx, name, next)
    return next
  }, migrating)
}

function begin({ hash }: BatchesPart, part: number): PartRecord {
  return { part, hash, reached: null, rows: 0, finished: false }
}

interface Batch {
  readonly run: ScriptRun
  readonly part: BatchesPart
  readonly record: PartRecord
}

async function runStatement(
  tx: Transaction,
  { run, part, record }: Batch,
  bound: () => Parameters<Transaction['run']>[0],
): Promise<void> {
  try {
    await tx.run(bound())
  } catch (cause) {
    const hint = `What it did in the ${record.rows} rows before was kept: the next run goes on behind them.`
    throw stoppedAt({ script: run.script, statement: part.firstStatement, hint }, cause)
  }
}
