import type { Transaction } from '../../database/index.ts'
import type { DataTools } from '../data-step/index.ts'
import { checkInvariant, runResumable, stoppedIn, toolsWithin } from '../data-step/index.ts'
import { migrating, retryLocked, waitForOthers } from '../lock/index.ts'
import type { TransactionPart } from '../script/index.ts'
import type { LoadedStep } from './loaded-step.ts'
import { onlyPart } from './only-part.ts'
import { runParts } from './run-parts.ts'
import { runStatements } from './run-statements.ts'
import type { ScriptRun } from './script-run.ts'

/** A script with what comes after it. */
export interface WholeRun extends ScriptRun {
  readonly step: LoadedStep | undefined
  onLog(message: string): void
  /** Records the end of it. */
  finish(tx: Transaction): Promise<void>
}

/**
 * Runs a script, the data step behind it and the record of both: in one transaction where the script is one and the
 * database has one writer or there is no step, else part by part. False when another process was faster.
 */
export async function runScript(run: WholeRun): Promise<boolean> {
  const { step } = run
  const isResumable = step !== undefined && run.db.dialect === 'postgres'
  const only = isResumable ? undefined : onlyPart(run)
  if (only === undefined) await runParts(run)
  if (await run.isOver(run.db)) return false
  if (isResumable) return retryLocked(() => runStepResumable(run, step))
  return retryLocked(() => runToEnd(run, only))
}

function runToEnd(run: WholeRun, only: TransactionPart | undefined): Promise<boolean> {
  const { step } = run
  const foreignKeys = only && run.script.foreignKeysOff ? 'off' : 'on'
  return run.db.transaction(
    async (tx) => {
      await waitForOthers(tx)
      if (await run.isOver(tx)) return false
      if (only) await runStatements(tx, run, { part: only, index: 0 })
      if (step) {
        const tools = toolsWithin(tx, { tellRows: rowsTold(run), log: run.onLog })
        await stepWork(step, tools)
        await checkInvariant(tx, step.file, step.invariant)
      }
      await run.finish(tx)
      return true
    },
    { ...migrating, foreignKeys },
  )
}

function runStepResumable(run: WholeRun, step: LoadedStep): Promise<boolean> {
  const { db, name } = run
  const resumable = {
    db,
    name,
    hash: step.hash,
    tellRows: rowsTold(run),
    log: run.onLog,
    work: (tools: DataTools) => stepWork(step, tools),
  }
  return runResumable(resumable, async (tx) => {
    if (await run.isOver(tx)) return false
    await checkInvariant(tx, step.file, step.invariant)
    await run.finish(tx)
    return true
  })
}

async function stepWork(step: LoadedStep, tools: DataTools): Promise<void> {
  try {
    await step.work(tools)
  } catch (cause) {
    throw stoppedIn(step.file, cause)
  }
}

function rowsTold({ name, parts, onProgress }: ScriptRun): (done: number, total: number) => void {
  return (done, total) =>
    onProgress({
      migration: name,
      part: parts,
      parts,
      title: 'data.ts',
      done,
      total,
      unit: 'rows',
    })
}
