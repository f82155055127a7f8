import type { JsonValue } from '@cambium/model'
import type { Column, Index, SideIndex, Table } from './storage.ts'

/**
 * How much a step can hurt: `additive` never touches a value that is there, `data` changes values without losing any,
 * `tightening` stops when a row does not fit, `destructive` sets values aside.
 */
export type StepClass = 'additive' | 'data' | 'tightening' | 'destructive'

/** One step of a migration, the same for every database; each renders it in its own SQL. */
export type Operation = Step &
  (
    | { kind: 'dropSideIndex'; table: Table; index: SideIndex }
    | { kind: 'dropIndex'; table: Table; index: Index }
    /** `after` is the table without it; `null` for one that goes. */
    | { kind: 'dropForeignKey'; table: Table; column: Column; after: Table | null }
    | { kind: 'dropChoices'; table: Table; column: Column }
    /** Its values and the keys of their rows are kept in a table of that name; `null` for a column that holds none of its own. */
    | { kind: 'dropColumn'; table: Table; column: Column; keptIn: string | null }
    | { kind: 'dropTable'; table: Table; keptAs: string }
    | { kind: 'renameTable'; table: Table; from: string; to: string }
    | { kind: 'renameColumn'; table: Table; from: string; to: string }
    | { kind: 'createTable'; table: Table }
    /** `fill` is what the rows that are there get, when the default does not say it. */
    | { kind: 'addColumn'; table: Table; column: Column; fill: JsonValue }
    /** Another type, default or nullability; `fill` replaces the empty values. */
    | { kind: 'changeColumn'; table: Table; before: Column; column: Column; fill: JsonValue }
    /** What a column pointed at becomes the first links of a linking table. */
    | { kind: 'carryLinks'; table: Table; column: Column; kept: string }
    /** The one link of each row becomes what a column points at. */
    | { kind: 'carryReference'; table: Table; column: Column; links: Table; kept: string }
    | { kind: 'dropKept'; table: Table; kept: string }
    | { kind: 'recompute'; table: Table; column: Column }
    /** `guarded` where rows may hold another value. */
    | { kind: 'addChoices'; table: Table; column: Column; guarded: boolean }
    /** Once every table stands: tables may point at each other. */
    | { kind: 'addForeignKeys'; table: Table }
    | { kind: 'addForeignKey'; table: Table; column: Column; guarded: boolean }
    | { kind: 'createIndex'; table: Table; index: Index; guarded: boolean }
    /** `fill` where the table may have rows already. */
    | { kind: 'createSideIndex'; table: Table; index: SideIndex; fill: boolean }
  )

/** What every step says of itself. */
export interface Step {
  class: StepClass
  /** Whether the step back loses nothing. */
  reversible: boolean
  /** Keys of what it touches: two migrations with disjoint footprints may run in either order. */
  footprint: string[]
}

/** A difference that is not a step until somebody decides. */
export interface Unsafe {
  /** `tasks.title`, in the words of the model's tables. */
  what: string
  why: string
  /** The flags that decide it, one of them to be chosen: `--drop Task.title`. Empty when none can. */
  flags: string[]
}

export interface Plan {
  operations: Operation[]
  unsafe: Unsafe[]
}

/** What a person decided about a change. */
export interface PlanOptions {
  /** `Task.title` or `Task`: may be taken away. Its values are kept aside. Of a table of others also names of indexes. */
  drops?: ReadonlySet<string>
  /** `Task.title` and what rows without a value get. */
  fills?: ReadonlyMap<string, JsonValue>
  /** When it was planned; part of the names of what is kept aside. */
  at?: Date
}
