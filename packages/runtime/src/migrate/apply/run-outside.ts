import { lockTimeoutMs, retryLocked } from '../lock/index.ts'
import type { OutsidePart } from '../script/index.ts'
import { type PlacedPart, type ScriptRun, tellProgress } from './script-run.ts'
import { stoppedAt } from './stopped-at.ts'

const hint =
  'It runs outside a transaction, so that a piece of it may be there. What came before it was kept, and the next run goes on here.'

/**
 * Runs a statement that must not stand in a transaction. One that was killed runs again: an index it had finished is
 * kept, and one it had not is built anew.
 */
export async function runOutside(run: ScriptRun, placed: PlacedPart<OutsidePart>): Promise<void> {
  tellProgress(run, placed, { done: 0, total: 1 })
  try {
    await limitWaiting(run, placed.part)
    await retryLocked(() => runStatement(run, placed.part.statement))
  } catch (cause) {
    const statement = placed.part.firstStatement
    throw stoppedAt({ script: run.script, statement, hint }, cause)
  }
}

/** An index that is built beside writers waits for older transactions, but nobody waits for it. */
async function limitWaiting(run: ScriptRun, { statement }: OutsidePart): Promise<void> {
  if (run.db.dialect !== 'postgres') return
  const limitMs = concurrentIndex(statement) === undefined ? lockTimeoutMs : 0
  await send(run, `set lock_timeout = ${limitMs}`)
}

function send({ db, alone }: ScriptRun, text: string): Promise<unknown> {
  return alone?.query(text) ?? db.script(text)
}

async function runStatement(run: ScriptRun, statement: string): Promise<void> {
  const { alone } = run
  const index = concurrentIndex(statement)
  if (index === undefined || alone === undefined) {
    // Where there is one connection, an index that is there was finished.
    const alike =
      index && statement.replace(/\bconcurrently\s+(?:if\s+not\s+exists\s+)?/i, 'if not exists ')
    await send(run, alike ?? statement)
    return
  }
  const [found] = await alone.query(
    `select indisvalid from pg_index where indexrelid = to_regclass($1)`,
    { values: [index] },
  )
  if (found?.[0] === true) return
  // What a build leaves that was broken off is of no use and in the way.
  if (found) await alone.query(`drop index concurrently ${index}`)
  await alone.query(statement)
}

/** The quoted name of the index that a statement builds without holding writers up. */
function concurrentIndex(statement: string): string | undefined {
  const text = statement.replaceAll(/^\s*--.*$/gm, '').trim()
  return /^create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?("[^"]+"|\w+)/i.exec(
    text,
  )?.[1]
}
