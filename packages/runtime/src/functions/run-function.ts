import type { AnyInput } from '../hooks/index.ts'
import {
  type Context,
  checkDepth,
  hookContext,
  invalidInput,
  refuseChanges,
  transact,
} from '../operation/index.ts'
import { validateInput } from '../schema/index.ts'
import type { FunctionEvent, RegisteredFunction } from './function-definition.ts'
import { checkOutput } from './output.ts'
import { partsOf } from './parts.ts'

const neverAborted: AbortSignal = new AbortController().signal

/**
 * Runs a function for server code or for a caller who was let through: input checked first, then `run` in one
 * transaction, then what it gives. A streaming one gives its parts one after the other and is in no transaction, nor is
 * one with `transaction: false`; one with the method GET can change nothing.
 */
export async function runFunction(
  context: Context,
  registered: RegisteredFunction,
  given: unknown,
): Promise<unknown> {
  const { definition, shape } = registered
  const { value: input, errors } = validateInput(
    { ...shape.input, words: 'this input' },
    'create',
    given ?? {},
  )
  if (errors.length > 0) throw invalidInput(errors)
  const isReading = shape.method === 'GET'
  const within: Context = isReading ? { ...context, readOnly: `function ${shape.name}` } : context
  if (shape.stream !== null) {
    checkDepth(within)
    const parts = await definition.options.run(eventOf(within, input, isReading) as never)
    return partsOf(shape, parts)
  }
  const work = async (inside: Context): Promise<unknown> => {
    const output = await definition.options.run(eventOf(inside, input, isReading) as never)
    return checkOutput(shape, output)
  }
  if (isReading || definition.options.transaction === false) {
    checkDepth(within)
    return work(within)
  }
  return transact(within, `function ${shape.name}`, work)
}

/** What `run` is handed: all that hooks are, but for what is about one entity. */
function eventOf(
  context: Context,
  input: { readonly [field: string]: unknown },
  isReading: boolean,
): FunctionEvent<AnyInput> {
  const call = { entity: '', operation: 'get', now: new Date().toISOString() } as const
  const { entity: _entity, operation: _operation, ...event } = hookContext<AnyInput>(context, call)
  const grants = isReading && {
    grantAccess: () => refuseChanges(context),
    revokeAccess: () => refuseChanges(context),
  }
  return { ...event, ...grants, input, signal: context.signal ?? neverAborted }
}
