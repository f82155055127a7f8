import { AppError } from '../../errors/index.ts'
import { type FailedStatement, fieldOf } from '../failed-statement.ts'
import type { Statement } from '../renderer.ts'

type Answer = (message: string, failed: FailedStatement, cause: unknown) => AppError

const unavailable =
  (message: string): Answer =>
  (_message, _failed, cause) =>
    new AppError('unavailable', { message, cause })

const busy = unavailable('The database is busy: try again')
const readOnly = unavailable('The database can only be read at the moment')
const notReadable = unavailable('The database cannot be reached at the moment')
const notWritable = unavailable('The database cannot be written at the moment, only read')
const damaged = unavailable('The database cannot read what it stored')
const full: Answer = (_message, _failed, cause) => new AppError('storage_full', { cause })

/** What each result code of SQLite (sqlite.org/rescode.html) is to a caller; extended codes first, then primary ones. */
const answers: { readonly [code: number]: Answer } = {
  2067: taken,
  1555: taken,
  2579: taken,
  787: broken,
  1811: broken,
  1299: missing,
  275: refusedByCheck,
  3091: wrongType,
  // Writing, flushing, cutting off and synchronising a folder that the disk refuses.
  778: notWritable,
  1034: notWritable,
  1290: notWritable,
  1546: notWritable,
  // No space for the index of the write-ahead log.
  4874: full,
  5: busy,
  6: busy,
  8: readOnly,
  10: notReadable,
  11: damaged,
  13: full,
  14: notReadable,
  18: (_message, _failed, cause) => new AppError('too_large', { cause }),
  26: damaged,
}

/** The refusal an error of SQLite stands for. An error that is nobody's input is a bug and gets the statement's text. */
export function mapSqliteError(error: unknown, statement: Statement): Error {
  if (error instanceof AppError) return error
  const code = resultCode(error)
  if (code === undefined) return error instanceof Error ? error : new Error(String(error))
  const { message } = error as Error
  const answer = answers[code] ?? answers[code & 0xff]
  if (answer) return answer(message, statement, error)
  return new Error(`${message} in: ${statement.text}`, { cause: error })
}

/** SQLite's extended result code, or undefined for any other error. */
export function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode
  return typeof code === 'number' ? code : undefined
}

/** True when another connection or process holds the database. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error)
  return code !== undefined && ((code & 0xff) === 5 || (code & 0xff) === 6)
}

/** `UNIQUE constraint failed: tasks.title, tasks.project_id` */
function taken(message: string, failed: FailedStatement, cause: unknown): AppError {
  const fields = columnsIn(message).map((column) => fieldOf(failed, column))
  return new AppError('conflict', {
    message: fields.length > 0 ? `Already taken: ${fields.join(', ')}` : 'Already taken',
    errors: fields.map((path) => ({ path, code: 'taken', message: 'is already taken' })),
    cause,
  })
}

/** SQLite does not say which reference is broken, nor in which direction: the statement does. */
function broken(message: string, failed: FailedStatement, cause: unknown): AppError {
  if (!message.includes('FOREIGN KEY')) return new AppError('invalid', { cause })
  if (/^delete\b/i.test(failed.text)) {
    return new AppError('conflict', { message: 'Other records still refer to this one', cause })
  }
  return new AppError('invalid', { message: 'It refers to a record that does not exist', cause })
}

function missing(message: string, failed: FailedStatement, cause: unknown): AppError {
  const fields = columnsIn(message).map((column) => fieldOf(failed, column))
  return new AppError('invalid', {
    message: `Must have a value: ${fields.join(', ')}`,
    errors: fields.map((path) => ({ path, code: 'required', message: 'must have a value' })),
    cause,
  })
}

function refusedByCheck(_message: string, _failed: FailedStatement, cause: unknown): AppError {
  return new AppError('invalid', { message: 'The values break a rule of the database', cause })
}

function wrongType(message: string, failed: FailedStatement, cause: unknown): AppError {
  const column = /column \S+?\.(\S+)$/.exec(message)?.[1]
  if (!column) return new AppError('invalid', { cause })
  const path = fieldOf(failed, column)
  return new AppError('invalid', {
    message: `${path} has the wrong type`,
    errors: [{ path, code: 'type', message: 'has the wrong type' }],
    cause,
  })
}

/** The columns in `... failed: table.column, table.column`. */
function columnsIn(message: string): string[] {
  const list = message.slice(message.indexOf('failed: ') + 8)
  if (list.startsWith('index ')) return []
  return list.split(', ').map((name) => name.slice(name.indexOf('.') + 1))
}
