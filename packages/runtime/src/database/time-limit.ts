import { AppError } from '../errors/index.ts'

/** How long a transaction may take unless it says otherwise. */
export const defaultTimeLimitMs = 5_000

/** The refusal of a transaction that took too long. */
export function tookTooLong(timeLimitMs: number): AppError {
  return new AppError('unavailable', {
    message: `The transaction was undone: it was not done within ${timeLimitMs} ms`,
  })
}

/** The refusal of a statement on a transaction that is already committed or rolled back. */
export function isOver(): Error {
  return new Error('This transaction is over: a statement was not awaited, or came after its end')
}

/** The refusal of everything that comes after `close`. */
export function isClosed(): AppError {
  return new AppError('unavailable', { message: 'The database is closed' })
}
