import { AppError, type ErrorCode } from '../../errors/index.ts'
import { type FailedStatement, fieldOf } from '../failed-statement.ts'
import type { Statement } from '../renderer.ts'

/** The parts of a server error that tell what happened. */
interface ServerError {
  readonly code?: unknown
  readonly message?: unknown
  readonly detail?: unknown
  readonly column?: unknown
}

type Answer = (error: ServerError, failed: FailedStatement) => Error

const answer =
  (code: ErrorCode, message?: string): Answer =>
  (cause) =>
    new AppError(code, { message, cause })

const tryAgain = answer('unavailable', 'The database is busy: try again')
const notReadable = answer('unavailable', 'The database cannot be reached at the moment')
const wrongType = answer('invalid', 'A value has the wrong type or is out of range')

/** What each SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html) is to a caller: the code, else its class. */
const answers: { readonly [code: string]: Answer } = {
  23505: taken,
  // What is restricted has a code of its own since version 18.
  23001: inUse,
  23503: broken,
  23502: missing,
  23514: answer('invalid', 'The values break a rule of the database'),
  '23P01': answer('conflict'),
  22: wrongType,
  '25006': answer('unavailable', 'The database can only be read at the moment'),
  40: tryAgain,
  '55P03': tryAgain,
  53100: answer('storage_full'),
  53: notReadable,
  54: answer('too_large'),
  57: notReadable,
  57014: answer('unavailable', 'The database took too long: try again'),
  '25P03': answer('unavailable', 'The transaction was undone: it sent nothing for too long'),
  '0A000': changed,
  26000: tryAgain,
  '08': notReadable,
  ECONNREFUSED: notReadable,
  ECONNRESET: notReadable,
  ENOTFOUND: notReadable,
  EPIPE: notReadable,
  ETIMEDOUT: notReadable,
}

/** The refusal an error of PostgreSQL stands for. An error that is nobody's input is a bug and gets the statement's text. */
export function mapPostgresError(error: unknown, statement: Statement): Error {
  if (error instanceof AppError || !(error instanceof Error)) {
    return error instanceof Error ? error : new Error(String(error))
  }
  const server = error as ServerError
  if (typeof server.code !== 'string') return error
  const known = answers[server.code] ?? answers[server.code.slice(0, 2)]
  if (known) return known(server, statement)
  return new Error(`${error.message} in: ${statement.text}`, { cause: error })
}

/** `Key (title, project_id)=(a, b) already exists.` */
function taken(error: ServerError, failed: FailedStatement): AppError {
  const fields = keysIn(error).map((column) => fieldOf(failed, column))
  return new AppError('conflict', {
    message: fields.length > 0 ? `Already taken: ${fields.join(', ')}` : 'Already taken',
    errors: fields.map((path) => ({ path, code: 'taken', message: 'is already taken' })),
    cause: error,
  })
}

/** Whether an error is about a statement that was prepared before a migration changed what it gives: nothing of it ran. */
export function isOutdated(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code } = at as ServerError
    if (code === '0A000') return at.message.startsWith('cached plan')
  }
  return false
}

function changed(error: ServerError, failed: FailedStatement): Error {
  if (isOutdated(error)) return tryAgain(error, failed)
  return new Error(`${String(error.message)} in: ${failed.text}`, { cause: error })
}

function inUse(cause: ServerError): AppError {
  return new AppError('conflict', { message: 'Other records still refer to this one', cause })
}

function broken(error: ServerError, failed: FailedStatement): AppError {
  if (String(error.detail).includes('still referenced') || /^delete\b/i.test(failed.text)) {
    return inUse(error)
  }
  const fields = keysIn(error).map((column) => fieldOf(failed, column))
  return new AppError('invalid', {
    message: 'It refers to a record that does not exist',
    errors: fields.map((path) => ({
      path,
      code: 'reference',
      message: 'refers to a record that does not exist',
    })),
    cause: error,
  })
}

function missing(error: ServerError, failed: FailedStatement): AppError {
  const path = fieldOf(failed, String(error.column))
  return new AppError('invalid', {
    message: `Must have a value: ${path}`,
    errors: [{ path, code: 'required', message: 'must have a value' }],
    cause: error,
  })
}

/** The columns of the key an error speaks of; none when the index is over an expression. */
function keysIn(error: ServerError): string[] {
  const list = /^Key \((.*?)\)=\(/.exec(String(error.detail))?.[1]
  if (!list || list.includes('(')) return []
  return list.split(', ').map((name) => name.replaceAll('"', ''))
}
