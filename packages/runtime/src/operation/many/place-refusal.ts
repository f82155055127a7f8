import { AppError } from '../../errors/index.ts'

/** Says which of several was refused: its index as a detail, and in front of the path of every error. */
export function placeRefusal(
  error: unknown,
  { name, index }: { name: string; index: number },
): unknown {
  if (!(error instanceof AppError)) return error
  const place = `${name}.${index}`
  return new AppError(error.code, {
    message: error.message,
    details: { ...error.details, index },
    errors: error.errors.map((refused) => ({
      ...refused,
      path: refused.path === '' ? place : `${place}.${refused.path}`,
    })),
    cause: error,
  })
}
