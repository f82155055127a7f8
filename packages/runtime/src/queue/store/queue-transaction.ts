import {
  type Database,
  type Fragment,
  nothing,
  type Sql,
  sql,
  type Transaction,
} from '../../database/index.ts'

/**
 * Runs statements of the queue in a transaction. PostgreSQL plans them once, often while the table is nearly empty: there
 * it is kept from going through the whole table, which may be large the next second.
 */
export function queueTransaction<Result>(
  database: Database,
  key: string,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.transaction(
    async (transaction) => {
      if (transaction.dialect === 'postgres') await transaction.all(byIndexOnly)
      return work(transaction)
    },
    { key: `queue.${key}` },
  )
}

const byIndexOnly: Sql = sql`
  select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
    set_config('enable_sort', 'off', true)
`

const skipping = sql`for update skip locked`
const skip: Fragment = {
  fragment: 'for update skip locked',
  render: (dialect) => (dialect === 'postgres' ? skipping : nothing),
}

/** Leaves out rows that somebody else is about to change. SQLite has one writer: nobody is. */
export const skipLocked: Sql = sql`${skip}`
