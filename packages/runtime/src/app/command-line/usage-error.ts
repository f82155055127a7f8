/** What was wrong with the command line, in one sentence; answered with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
