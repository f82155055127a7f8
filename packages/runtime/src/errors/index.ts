export { AppError, type AppErrorOptions, type FieldError } from './app-error.ts'
export { type ErrorCode, errorCodes } from './error-codes.ts'
export { isNotFound, notFound } from './not-found.ts'
export { StartupError } from './startup-error.ts'
