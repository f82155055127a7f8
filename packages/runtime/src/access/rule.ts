import type { Sql } from '../database/index.ts'
import type { Caller } from './caller.ts'

/** What an update is about to do, for the rules that speak of it. */
export interface Change<Record> {
  /** The values the record would have after the update. */
  readonly next: Record
  /** True when no other field than these differs from what is stored. */
  only(...fields: (keyof Record & string)[]): boolean
}

/** One compiled access rule: the same meaning before the database is asked, in SQL and in JavaScript. */
export interface Rule<Record = unknown> {
  /** May this caller at all? Decided from the caller alone, before any row is read. */
  allow(caller: Caller): boolean
  /** The rows it holds for. Called only when `allow` said yes. `change` is there on updates. */
  where(caller: Caller, change?: Change<Record>): Sql
  /** The same decision on a record in memory; absent when it needs related rows. */
  holds?(record: Record, caller: Caller): boolean
}
