import { type Context, type FunctionRunner, notAllowed } from '../operation/index.ts'
import type { RegisteredFunction } from './function-definition.ts'
import { runFunction } from './run-function.ts'

/**
 * The functions of an application, called by name from hooks, jobs and each other. Server code is not asked for their
 * rules: a rule says who may call from outside.
 */
export function createFunctions(functions: readonly RegisteredFunction[]): FunctionRunner {
  const byName = new Map(functions.map((one) => [one.shape.name, one]))
  return {
    run: async (context: Context, name: string, input: unknown) => {
      const found = byName.get(name)
      if (!found) throw new Error(`The application has no function "${name}"`)
      return runFunction(context, found, input)
    },
  }
}

/** Refuses a caller from outside whom the rule of a function does not let in: 401 or 403. */
export function checkFunctionAccess({ caller }: Context, { shape }: RegisteredFunction): void {
  if (!shape.allow(caller)) throw notAllowed(caller, `call ${shape.name}`)
}
