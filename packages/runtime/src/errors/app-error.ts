import { type ErrorCode, errorCodes } from './error-codes.ts'

/** One value that was refused: where it stands (`lines.0.quantity`), why as a word, and why as a sentence. */
export interface FieldError {
  readonly path: string
  readonly code: string
  readonly message: string
}

export interface AppErrorOptions {
  /** A sentence the caller may read; the code's title when left out. */
  message?: string | undefined
  /** Facts the caller may read, as further members of the answer. */
  details?: { readonly [name: string]: unknown } | undefined
  /** The values that were refused. */
  errors?: readonly FieldError[] | undefined
  /** What led to this: logged, never sent. */
  cause?: unknown
}

/** A refusal: the caller is told its code, message, details and errors. Any other error is a bug. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: { readonly [name: string]: unknown }
  readonly errors: readonly FieldError[]

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    const { message = errorCodes[code].title, cause } = options
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.details = options.details ?? {}
    this.errors = options.errors ?? []
  }

  /** The HTTP status of the code. */
  get status(): number {
    return errorCodes[this.code].status
  }

  /** The same sentence for every error of this code. */
  get title(): string {
    return errorCodes[this.code].title
  }
}
