import { sql, type Transaction } from '../../database/index.ts'

/** Holds the rest of the transaction until no other one migrates. SQLite has one writer anyway; the number is any that nobody else takes. */
export async function waitForOthers(tx: Transaction): Promise<void> {
  if (tx.dialect !== 'postgres') return
  await tx.all(sql`select pg_advisory_xact_lock(727262486 # hashtext(current_schema()))`)
}
