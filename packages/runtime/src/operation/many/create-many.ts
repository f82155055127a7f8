import { AppError } from '../../errors/index.ts'
import type { Context } from '../context.ts'
import type { CreateOperation } from '../operation-types.ts'
import type { Resource } from '../resource.ts'
import { transact } from '../transact.ts'
import { maxMany } from './max-many.ts'
import { oneByOne } from './one-by-one.ts'

/**
 * Creates up to 1000 records in one transaction, each as `create` does it, with its rule and its hooks. Where one is
 * refused none is created, and the refusal names its index.
 */
export async function createMany<Record extends object, Create>(
  context: Context,
  { resource, create }: { resource: Resource<Record>; create: CreateOperation<Record, Create> },
  inputs: readonly Create[],
): Promise<Record[]> {
  if (inputs.length === 0 || inputs.length > maxMany) {
    const message = `must hold 1 to ${maxMany} records`
    throw new AppError('invalid', {
      message: `data ${message}`,
      errors: [{ path: 'data', code: 'length', message }],
    })
  }
  return transact(context, `${resource.name}.createMany`, (inside) =>
    oneByOne(inputs, 'data', (input) => create(inside, input)),
  )
}
