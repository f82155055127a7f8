import process from 'node:process'
import { AppError, StartupError } from '../errors/index.ts'
import { UsageError } from './command-line/index.ts'

const exitCodes = { failure: 1, usage: 2, environment: 3 } as const

interface Failure {
  readonly code: number
  readonly message: string
  /** What to do about it, and what stands behind it. */
  readonly hint: string
}

/**
 * Says what happened on standard error, and to a program as one JSON object on standard output; the exit code. What a
 * person can mend comes without a stack.
 */
export function report(error: unknown, { asJson }: { readonly asJson: boolean }): number {
  const failure = failureOf(error)
  const { code, message, hint } = failure
  process.stderr.write(`${[message, hint].filter((text) => text !== '').join('\n')}\n`)
  if (asJson) process.stdout.write(`${JSON.stringify({ ok: false, ...failure })}\n`)
  return code
}

function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) {
    return { code: exitCodes.usage, message: error.message, hint: 'Try: node src/main.ts --help' }
  }
  if (error instanceof StartupError) {
    return { code: exitCodes.environment, message: error.message, hint: error.hint }
  }
  if (isUnavailable(error)) {
    const { cause, message } = error
    return {
      code: exitCodes.environment,
      message,
      hint: cause instanceof Error ? cause.message : '',
    }
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: exitCodes.failure, message, hint: '' }
}

function isUnavailable(error: unknown): error is AppError {
  return error instanceof AppError && ['unavailable', 'storage_full'].includes(error.code)
}
