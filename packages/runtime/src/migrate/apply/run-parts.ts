import { StartupError } from '../../errors/index.ts'
import { migrating, retryLocked, waitForOthers } from '../lock/index.ts'
import type { TransactionPart } from '../script/index.ts'
import { type PartRecord, readPart, readParts, recordPart } from '../state/index.ts'
import { runBatches } from './run-batches.ts'
import { runOutside } from './run-outside.ts'
import { runStatements } from './run-statements.ts'
import type { PlacedPart, ScriptRun } from './script-run.ts'

/**
 * Runs the parts of a script that did not run yet, each committed together with the record that it ran. Throws a
 * `StartupError` when one that ran was changed afterwards.
 */
export async function runParts(run: ScriptRun): Promise<void> {
  const records = await readParts(run.db, run.name)
  checkUnchanged(run, records)
  const finished = new Set(records.flatMap((one) => (one.finished ? [one.part] : [])))
  for (const [index, part] of run.script.parts.entries()) {
    if (!finished.has(index)) await runPart(run, { part, index })
  }
}

function checkUnchanged({ name, script }: ScriptRun, records: readonly PartRecord[]): void {
  const changed = records.find(
    ({ part, hash, finished }) => part >= 0 && finished && script.parts[part]?.hash !== hash,
  )
  if (changed === undefined) return
  throw new StartupError(
    `Part ${changed.part + 1} of the migration ${name} was changed after it ran`,
    {
      hint: `The migration is on its way: put that part of ${script.file} back as it was. The parts behind it may still be changed.`,
    },
  )
}

async function runPart(run: ScriptRun, { part, index }: PlacedPart): Promise<void> {
  switch (part.kind) {
    case 'transaction':
      return retryLocked(() => runInTransaction(run, { part, index }))
    case 'batches':
      return runBatches(run, { part, index })
    case 'outside':
      if (await run.isOver(run.db)) return
      await runOutside(run, { part, index })
      return retryLocked(() =>
        run.db.transaction((tx) => recordPart(tx, run.name, ran(part, index)), migrating),
      )
  }
}

function runInTransaction(
  run: ScriptRun,
  { part, index }: PlacedPart<TransactionPart>,
): Promise<void> {
  return run.db.transaction(
    async (tx) => {
      await waitForOthers(tx)
      if ((await run.isOver(tx)) || (await readPart(tx, run.name, index))?.finished) return
      await runStatements(tx, run, { part, index })
      await recordPart(tx, run.name, ran(part, index))
    },
    { ...migrating, foreignKeys: run.script.foreignKeysOff ? 'off' : 'on' },
  )
}

function ran({ hash }: { readonly hash: string }, part: number): PartRecord {
  return { part, hash, reached: null, rows: 0, finished: true }
}
