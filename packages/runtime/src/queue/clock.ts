import { type Fragment, type Sql, sql } from '../database/index.ts'

/**
 * The clock of the database, so many milliseconds from now: what several instances compare comes from one clock. In
 * PostgreSQL it goes on within a transaction.
 */
export function databaseTime(offsetMs = 0): Sql {
  const seconds = `${offsetMs < 0 ? '' : '+'}${(offsetMs / 1_000).toFixed(3)} seconds`
  const time: Fragment = {
    fragment: 'database time',
    render: (dialect) =>
      dialect === 'sqlite'
        ? sql`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${seconds})`
        : sql`clock_timestamp() + cast(cast(${seconds} as text) as interval)`,
  }
  return sql`(${time})`
}

/** So many hours from now, of a column. */
export function hoursFromNow(hours: Sql): Sql {
  const time: Fragment = {
    fragment: 'hours from now',
    render: (dialect) =>
      dialect === 'sqlite'
        ? sql`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+' || ${hours} || ' hours')`
        : sql`clock_timestamp() + ${hours} * interval '1 hour'`,
  }
  return sql`(${time})`
}

/** An instant of the database in milliseconds since 1970; null for none. */
export function epochMs(instant: Sql): Sql {
  const milliseconds: Fragment = {
    fragment: 'epoch milliseconds',
    render: (dialect) =>
      dialect === 'sqlite'
        ? sql`cast(round(unixepoch(${instant}, 'subsec') * 1000) as integer)`
        : sql`cast(extract(epoch from ${instant}) * 1000 as bigint)`,
  }
  return sql`${milliseconds}`
}
