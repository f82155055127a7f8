import { AppError } from '../../errors/index.ts'
import type { Resource } from '../resource.ts'

/** Does the write; where a value is taken, the refusal speaks of the value alone and not of the tenant it is taken in. */
export async function takenInTenant<Result>(
  resource: Resource,
  write: () => Promise<Result>,
): Promise<Result> {
  if (resource.tenant === undefined) return write()
  try {
    return await write()
  } catch (error) {
    throw error instanceof AppError && error.code === 'conflict' ? ofValues(resource, error) : error
  }
}

function ofValues(resource: Resource, error: AppError): AppError {
  const errors = error.errors.filter(({ path }) => path !== resource.tenant)
  if (errors.length === 0 || errors.length === error.errors.length) return error
  const message = `Already taken: ${errors.map(({ path }) => path).join(', ')}`
  return new AppError('conflict', { message, errors, cause: error })
}
