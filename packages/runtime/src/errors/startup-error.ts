/** Why the process cannot start, in sentences for the person who started it; printed without a stack. */
export class StartupError extends Error {
  override readonly name = 'StartupError'
  /** What to do about it; empty when the message says it all. */
  readonly hint: string

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.hint = options.hint ?? ''
  }
}
