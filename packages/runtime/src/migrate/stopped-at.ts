import { StartupError } from '../errors/index.ts'
import type { Migration } from './read-migrations.ts'

/** The sentence about a statement of a migration that failed, and what is left of it. */
export function stoppedAt(
  { file, statements, outside }: Migration,
  index: number,
  cause: unknown,
): StartupError {
  const place = `statement ${index + 1} of ${statements.length} in ${file}`
  return new StartupError(`The migration stopped at ${place}: ${reasonOf(cause)}`, {
    hint: outside
      ? 'The statements before it were kept, because this script runs outside a transaction. It may run again.'
      : 'Nothing of this migration was kept.',
    cause,
  })
}

/** The database's own words: the person who migrates needs them, unlike a caller. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? cause.message : message
}
