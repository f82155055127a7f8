import type { Transaction } from '../../database/index.ts'
import type { TransactionPart } from '../script/index.ts'
import { type PlacedPart, type ScriptRun, tellProgress } from './script-run.ts'
import { keptBefore, stoppedAt } from './stopped-at.ts'

/** Runs the statements of a part one after the other. Throws a `StartupError` that names the one that failed. */
export async function runStatements(
  tx: Transaction,
  run: ScriptRun,
  { part, index }: PlacedPart<TransactionPart>,
): Promise<void> {
  const total = part.statements.length
  for (const [done, statement] of part.statements.entries()) {
    tellProgress(run, { part, index }, { done, total })
    try {
      await tx.script(statement)
    } catch (cause) {
      const place = { script: run.script, statement: part.firstStatement + done }
      throw stoppedAt({ ...place, hint: keptBefore(index) }, cause)
    }
  }
}
