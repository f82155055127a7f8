import { AppError } from './app-error.ts'

/** The refusal for a record that does not exist or that the caller may not see: the two are told alike. */
export function notFound(words: string, id: string | number): AppError {
  const shown = String(id)
  const short = shown.length > 100 ? `${shown.slice(0, 100)}...` : shown
  return new AppError('not_found', { message: `There is no ${words} with the id "${short}"` })
}

/** True for the refusal that `notFound` makes, and for any other 404. */
export function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not_found'
}
