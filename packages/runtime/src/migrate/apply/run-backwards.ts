import type { Transaction } from '../../database/index.ts'
import { stoppedIn, toolsWithin } from '../data-step/index.ts'
import { migrating, retryLocked, waitForOthers } from '../lock/index.ts'
import { readPart, recordPart } from '../state/index.ts'
import type { LoadedStep } from './loaded-step.ts'
import { onlyPart } from './only-part.ts'
import { runParts } from './run-parts.ts'
import type { WholeRun } from './run-script.ts'
import { runStatements } from './run-statements.ts'

/** The step's place among the recorded parts: no part of a script has it. */
const stepPart = -1

/**
 * Runs the way back of a migration: its data step first, then the script, then the record; all in one transaction
 * where the script is one. False when another process was faster.
 */
export async function runBackwards(run: WholeRun): Promise<boolean> {
  const only = onlyPart(run)
  if (only === undefined) {
    if (run.step) await runStepFirst(run, run.step)
    await runParts(run)
  }
  const foreignKeys = only && run.script.foreignKeysOff ? 'off' : 'on'
  return retryLocked(() =>
    run.db.transaction(
      async (tx) => {
        await waitForOthers(tx)
        if (await run.isOver(tx)) return false
        if (only) {
          if (run.step) await runStep(run, run.step, tx)
          await runStatements(tx, run, { part: only, index: 0 })
        }
        await run.finish(tx)
        return true
      },
      { ...migrating, foreignKeys },
    ),
  )
}

function runStepFirst(run: WholeRun, step: LoadedStep): Promise<void> {
  return retryLocked(() =>
    run.db.transaction(async (tx) => {
      await waitForOthers(tx)
      if ((await run.isOver(tx)) || (await readPart(tx, run.name, stepPart))?.finished) return
      await runStep(run, step, tx)
      const { hash } = step
      await recordPart(tx, run.name, {
        part: stepPart,
        hash,
        reached: null,
        rows: 0,
        finished: true,
      })
    }, migrating),
  )
}

async function runStep(run: WholeRun, step: LoadedStep, tx: Transaction): Promise<void> {
  try {
    await step.work(toolsWithin(tx, { tellRows: () => undefined, log: run.onLog }))
  } catch (cause) {
    throw stoppedIn(step.file, cause)
  }
}
