import { type InputRules, validateInput } from '../schema/index.ts'
import type { FunctionShape } from './function-definition.ts'

/** What a function gives, as its `output` says: see `checkPart`. Nothing where it declares none. */
export function checkOutput(shape: FunctionShape, output: unknown): unknown {
  return shape.output === null ? undefined : checkPart(shape, shape.output, output)
}

/**
 * The declared fields of what a function gives, each in its canonical form. What is not declared is left out, so that a
 * whole record can be returned and shows no more than was meant; a value that is missing or wrong is a bug, which undoes
 * the transaction.
 */
export function checkPart(shape: FunctionShape, rules: InputRules, output: unknown): object {
  if (typeof output !== 'object' || output === null || Array.isArray(output)) {
    throw new Error(`The function "${shape.name}" gave ${typeOf(output)} and not an object`)
  }
  const given = output as { readonly [field: string]: unknown }
  const declared = Object.keys(rules.fields).flatMap((name): [string, unknown][] =>
    Object.hasOwn(given, name) && given[name] !== undefined ? [[name, given[name]]] : [],
  )
  const { value, errors } = validateInput(rules, 'serverCreate', Object.fromEntries(declared))
  const [first] = errors
  if (first === undefined) return value
  const what = `"${first.path}" ${first.message}`
  throw new Error(`The output of the function "${shape.name}" is not as declared: ${what}`)
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`
}
