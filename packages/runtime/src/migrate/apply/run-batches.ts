import type { Transaction } from '../../database/index.ts'
import { bindRange, type Range, walkTable } from '../batches/index.ts'
import type { BatchesPart } from '../script/index.ts'
import { type PlacedPart, type ScriptRun, tellProgress } from './script-run.ts'
import { stoppedAt } from './stopped-at.ts'

/** Runs a statement over a table batch by batch; one that was killed goes on behind the last batch that was committed. */
export function runBatches(run: ScriptRun, placed: PlacedPart<BatchesPart>): Promise<void> {
  const { part, index } = placed
  return walkTable({
    db: run.db,
    name: run.name,
    part: index,
    hash: part.hash,
    finishedStands: true,
    table: part.table,
    key: part.key,
    isOver: (tx) => run.isOver(tx),
    work: (tx, range, rowsBefore) => runStatement(tx, { run, part, range, rowsBefore }),
    tellRows: (done, total) => tellProgress(run, placed, { done, total }),
  })
}

interface Batch {
  readonly run: ScriptRun
  readonly part: BatchesPart
  readonly range: Range
  readonly rowsBefore: number
}

async function runStatement(
  tx: Transaction,
  { run, part, range, rowsBefore }: Batch,
): Promise<void> {
  try {
    await tx.run(bindRange(part.statement, range))
  } catch (cause) {
    const hint = `What it did in the ${rowsBefore} rows before was kept: the next run goes on behind them.`
    throw stoppedAt({ script: run.script, statement: part.firstStatement, hint }, cause)
  }
}
