import type { Dialect } from '../../database/index.ts'
import type { RenamedNames } from '../renamed/index.ts'
import type { Script } from '../script/index.ts'

/** How much a migration can hurt, as its plan says. */
export type MigrationClass = 'additive' | 'data' | 'tightening' | 'destructive'

/** One folder of `migrations/`, as one database runs it. */
export interface Migration {
  readonly id: string
  /** Of its plan, its SQL and its data step: says whether the folder was changed after it was applied. */
  readonly hash: string
  /** The migrations that must be applied before it. */
  readonly parents: readonly string[]
  /** Hash of the storage it was planned from; null for a first one, and where the plan does not say. */
  readonly from: string | null
  /** Hash of the storage it leads to. */
  readonly to: string
  readonly class: MigrationClass
  /** Keys of what it touches: two migrations that share none may run in either order. */
  readonly footprint: readonly string[]
  /** The migrations it stands for. */
  readonly replaces: readonly string[]
  /** The migration whose second half it is: it waits until no instance runs the code from before that. */
  readonly contractOf: string | null
  /** The kind of database whose tables it found there; null for one that makes its own. */
  readonly adopted: Dialect | null
  /** Names of the model it changes. */
  readonly renamed: readonly RenamedNames[]
  readonly script: Script
  /** The way back, where there is one. */
  readonly down: Script | null
  /** Its `data.ts`, where there is one. */
  readonly dataFile: string | null
}
