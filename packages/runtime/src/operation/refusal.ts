import type { Caller } from '../access/index.ts'
import { AppError, type FieldError } from '../errors/index.ts'

/** Refuses a call: 401 when signing in could help, else 403. */
export function notAllowed(caller: Caller, action: string): AppError {
  if (!caller.signedIn) return new AppError('unauthenticated')
  return new AppError('forbidden', { message: `You may not ${action}` })
}

/** Refuses input that breaks the rules of the model, naming every field that is wrong. */
export function invalidInput(errors: readonly FieldError[]): AppError {
  const first = errors[0]
  const message =
    errors.length === 1 && first
      ? `${first.path || 'body'} ${first.message}`
      : `${errors.length} fields are not valid`
  return new AppError('invalid', { message, errors })
}

/** Refuses a request that asks for something that does not exist: an unknown sort field, a broken cursor. */
export function badQuery(path: string, message: string): AppError {
  return new AppError('bad_request', { message, errors: [{ path, code: 'invalid', message }] })
}

const codeOfStatus = {
  400: 'bad_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  422: 'invalid',
} as const

/** The refusal a hook throws. */
export function fail(
  status: 400 | 401 | 403 | 404 | 409 | 422,
  message: string,
  field?: string,
): AppError {
  const errors = field === undefined ? undefined : [{ path: field, code: 'refused', message }]
  return new AppError(codeOfStatus[status], { message, ...(errors && { errors }) })
}
