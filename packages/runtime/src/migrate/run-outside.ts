import type { Database } from '../database/index.ts'
import type { Alone } from './apply-alone.ts'
import type { Migration } from './read-migrations.ts'
import { lockTimeoutMs, retryLocked } from './retry-locked.ts'
import { stoppedAt } from './stopped-at.ts'

/**
 * Runs a script that must not stand in a transaction, statement after statement. One that was killed runs again from its
 * first statement: indexes it had finished are kept, and one it had not is built anew.
 */
export async function runOutside(db: Database, migration: Migration, alone: Alone): Promise<void> {
  const run = (text: string): Promise<unknown> => alone?.query(text) ?? db.script(text)
  if (db.dialect === 'postgres') await run(`set lock_timeout = ${lockTimeoutMs}`)
  for (const [index, statement] of migration.statements.entries()) {
    try {
      await retryLocked(() => runStatement(statement, { run, alone }))
    } catch (cause) {
      throw stoppedAt(migration, index, cause)
    }
  }
}

interface Runner {
  run(text: string): Promise<unknown>
  readonly alone: Alone
}

async function runStatement(statement: string, { run, alone }: Runner): Promise<void> {
  const index = concurrentIndex(statement)
  if (index === undefined || alone === undefined) {
    await run(index === undefined ? statement : statement.replace(/\bconcurrently\b/i, ''))
    return
  }
  const [found] = await alone.query(
    `select indisvalid from pg_index where indexrelid = to_regclass($1)`,
    { values: [index] },
  )
  if (found?.[0] === true) return
  // What a build leaves that was broken off is of no use and in the way.
  if (found) await run(`drop index concurrently ${index}`)
  await run(statement)
}

/** The quoted name of the index that a statement builds without holding writers up. */
function concurrentIndex(statement: string): string | undefined {
  const text = statement.replaceAll(/^\s*--.*$/gm, '').trim()
  return /^create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?("[^"]+"|\w+)/i.exec(
    text,
  )?.[1]
}
