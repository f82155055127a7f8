import { type Fragment, type Sql, sql } from './sql.ts'

/** A condition that holds for every row. */
export const everyRow: Sql = sql`true`

/** A condition that holds for no row. */
export const noRow: Sql = sql`false`

/** No text at all. */
export const nothing: Sql = sql``

const lockText = sql`for update`

const lock: Fragment = {
  fragment: 'for update',
  render: (dialect) => (dialect === 'postgres' ? lockText : nothing),
}

/**
 * Keeps the rows that are read from being changed by others until the transaction ends.
 * SQLite has one writer, so its text is empty there.
 */
export const forUpdate: Sql = sql`${lock}`
