import {
  type Database,
  type Fragment,
  nothing,
  type Queryable,
  type Sql,
  sql,
  type Transaction,
} from '../../database/index.ts'

/**
 * Runs statements of the queue in a transaction. PostgreSQL would plan them once and while the table is nearly empty, as
 * it mostly is; the next second it may be large. So it plans them anew, and is kept from going through the whole table.
 */
export function queueTransaction<Result>(
  database: Database,
  key: string,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.transaction(
    async (transaction) => {
      if (transaction.dialect === 'postgres') await transaction.all(plannedForMany)
      return work(transaction)
    },
    { key: `queue.${key}` },
  )
}

/** Reads of the queue, planned as its transactions are. SQLite plans by what indexes there are, and needs no transaction. */
export function readQueue<Result>(
  database: Database,
  read: (db: Queryable) => Promise<Result>,
): Promise<Result> {
  return database.dialect === 'sqlite' ? read(database) : queueTransaction(database, 'read', read)
}

const plannedForMany: Sql = sql`
  select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
    set_config('enable_sort', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)
`

const skipping = sql`for update skip locked`
const skip: Fragment = {
  fragment: 'for update skip locked',
  render: (dialect) => (dialect === 'postgres' ? skipping : nothing),
}

/** Leaves out rows that somebody else is about to change. SQLite has one writer: nobody is. */
export const skipLocked: Sql = sql`${skip}`
