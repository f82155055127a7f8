import { everyRow } from '../constants.ts'
import { type Fragment, type Sql, sql } from '../sql.ts'

/** Conditions that hold for every row, and end a statement of SQLite that goes through too many. */
export interface VisitLimit {
  /** How many rows one statement may go through. */
  readonly rows: number
  /** Stands in front of the other conditions of each table that may be gone through. */
  readonly visited: Sql
  /** Stands behind them, where it is to be known how many were found before the end. */
  readonly matched: Sql
  /** Starts counting anew: for the next statement. */
  renew(): void
}

let lastTicket = 0

function newTicket(): number {
  lastTicket = lastTicket < Number.MAX_SAFE_INTEGER ? lastTicket + 1 : 1
  return lastTicket
}

/**
 * Makes the conditions. SQLite runs in this process and cannot be stopped from outside, so it asks at every row; a server
 * gives statements up itself, and there the conditions are `true`.
 */
export function limitVisits(rows: number): VisitLimit {
  let ticket = newTicket()
  return {
    rows,
    visited: sql`${onSqlite(() => sql`cambium_visited(${ticket}, ${rows})`)}`,
    matched: sql`${onSqlite(() => sql`cambium_matched()`)}`,
    renew() {
      ticket = newTicket()
    },
  }
}

function onSqlite(condition: () => Sql): Fragment {
  return {
    fragment: 'visits',
    render: (dialect) => (dialect === 'sqlite' ? condition() : everyRow),
  }
}
