import type { Database, Queryable } from '../../database/index.ts'
import type { Alone } from '../lock/index.ts'
import type { Part, Script } from '../script/index.ts'
import type { MigrationProgress } from './progress.ts'

/** A script that is being run on a database. */
export interface ScriptRun {
  readonly db: Database
  readonly alone: Alone
  /** The name its parts are recorded under. */
  readonly name: string
  readonly script: Script
  /** Parts in all, a data step included: for progress. */
  readonly parts: number
  /** Another process brought it to its end. */
  isOver(db: Queryable): Promise<boolean>
  onProgress(progress: MigrationProgress): void
}

/** A part with its place in the script. */
export interface PlacedPart<Kind extends Part = Part> {
  readonly part: Kind
  /** From 0. */
  readonly index: number
}

/** Tells how far a part is. */
export function tellProgress(
  { name, parts, onProgress }: ScriptRun,
  { part, index }: PlacedPart,
  { done, total }: { done: number; total: number | null },
): void {
  const unit = part.kind === 'batches' ? 'rows' : 'statements'
  onProgress({ migration: name, part: index + 1, parts, title: part.title, done, total, unit })
}
