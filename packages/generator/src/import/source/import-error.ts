/** What keeps a source from being read: a sentence for the person who named it, and what to do. */
export class ImportError extends Error {
  override readonly name = 'ImportError'
  readonly hint: string | null

  constructor(message: string, hint: string | null = null, options?: ErrorOptions) {
    super(message, options)
    this.hint = hint
  }
}
