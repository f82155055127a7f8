import type { Column, Index, SideIndex, Table } from './storage.ts'

/** How much a step can hurt: `additive` never touches a value that is there. */
export type StepClass = 'additive' | 'data' | 'tightening' | 'destructive'

/** One step of a migration, the same for every database; each renders it in its own SQL. */
export type Operation = Step &
  (
    | { kind: 'createTable'; table: Table }
    /** Once every table stands: tables may point at each other. */
    | { kind: 'addForeignKeys'; table: Table }
    | { kind: 'addColumn'; table: Table; column: Column }
    | { kind: 'replaceChoices'; table: Table; column: Column }
    | { kind: 'dropIndex'; table: Table; index: Index }
    | { kind: 'createIndex'; table: Table; index: Index }
    | { kind: 'dropSideIndex'; table: Table; index: SideIndex }
    /** `fill` where the table may have rows already. */
    | { kind: 'createSideIndex'; table: Table; index: SideIndex; fill: boolean }
  )

interface Step {
  class: StepClass
  /** Keys of what it touches: two migrations with disjoint footprints may run in either order. */
  footprint: string[]
}

/** A difference that no additive step can make. */
export interface Unsafe {
  /** `Task.title`, in the words of the model's tables. */
  what: string
  why: string
}

export interface Plan {
  operations: Operation[]
  unsafe: Unsafe[]
}
