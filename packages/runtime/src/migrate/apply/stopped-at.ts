import { StartupError } from '../../errors/index.ts'
import type { Script } from '../script/index.ts'

/** Where a script stopped and what is left of it. */
export interface StoppedPlace {
  readonly script: Script
  /** From 1, in the whole script. */
  readonly statement: number
  /** What is left of it. */
  readonly hint: string
}

/** The sentence about a statement of a migration that failed. */
export function stoppedAt({ script, statement, hint }: StoppedPlace, cause: unknown): StartupError {
  const place = `statement ${statement} of ${script.statements} in ${script.file}`
  return new StartupError(`The migration stopped at ${place}: ${reasonOf(cause)}`, { hint, cause })
}

/** The database's own words: the person who migrates needs them, unlike a caller. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

/** What became of a part in which something failed. */
export function keptBefore(index: number): string {
  if (index === 0) return 'Nothing of this migration was kept.'
  const before = index === 1 ? 'The part before it was' : `The ${index} parts before it were`
  return `${before} kept: the next run goes on here.`
}
