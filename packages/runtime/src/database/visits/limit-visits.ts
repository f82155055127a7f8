import { everyRow } from '../constants.ts'
import { type Fragment, type Sql, sql } from '../sql.ts'

/** Conditions that hold for every row, and end a statement of SQLite that goes through too many. */
export interface VisitLimit {
  /** Stands in front of the other conditions of each table that may be gone through. */
  readonly visited: Sql
  /** Stands behind them, where it is to be known how many were found before the end. */
  readonly matched: Sql
}

let lastTicket = 0

/**
 * Makes the conditions of one statement. SQLite runs in this process and cannot be stopped from outside, so it asks at
 * every row; a server gives statements up itself, and there the conditions are `true`.
 */
export function limitVisits(rows: number): VisitLimit {
  lastTicket = lastTicket < Number.MAX_SAFE_INTEGER ? lastTicket + 1 : 1
  const ticket = lastTicket
  return {
    visited: sql`${onSqlite(sql`cambium_visited(${ticket}, ${rows})`)}`,
    matched: sql`${onSqlite(sql`cambium_matched()`)}`,
  }
}

function onSqlite(condition: Sql): Fragment {
  return {
    fragment: 'visits',
    render: (dialect) => (dialect === 'sqlite' ? condition : everyRow),
  }
}
