import type { Queryable, Sql } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'

/** The sentence about a step that threw. */
export function stoppedIn(file: string, cause: unknown): StartupError {
  if (cause instanceof StartupError) return cause
  const { message, stack = '' } = cause instanceof Error ? cause : new Error(String(cause))
  const place = /data\.ts:(\d+):\d+/.exec(stack)?.[1]
  const line = place === undefined ? '' : ` at line ${place}`
  return new StartupError(`The data step ${file} stopped${line}: ${message}`, {
    hint: 'The migration is not applied. Put the step or the rows right and migrate again.',
    cause,
  })
}

/** Throws a `StartupError` unless the invariant of a step counts nothing. */
export async function checkInvariant(
  db: Queryable,
  file: string,
  invariant: Sql | undefined,
): Promise<void> {
  const broken = invariant === undefined ? 0 : await db.count(invariant)
  if (broken === 0) return
  throw new StartupError(
    `The data step ${file} ran, but its invariant counts ${broken} where it must count 0`,
    {
      hint: 'The migration is not applied. Put the step, its invariant or the rows right and migrate again.',
    },
  )
}
