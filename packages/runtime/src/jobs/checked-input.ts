import { Park } from '../queue/index.ts'
import { type InputRules, validateInput } from '../schema/index.ts'

/**
 * The input of a `job "x"` or its like in its canonical form. Wrong input is a mistake in the code that asks, and not in what a
 * caller sent.
 */
export function checkedInput(what: string, rules: InputRules, input: unknown): unknown {
  const { value, errors } = validateInput(rules, 'create', input)
  if (errors.length === 0) return value
  const words = errors.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')
  throw new Error(`The ${what} cannot take this input: ${words}`)
}

/** The same when it runs: it was checked when it was asked for, but since then the code may have become another. */
export function acceptedInput(what: string, rules: InputRules, input: unknown): unknown {
  try {
    return checkedInput(what, rules, input)
  } catch (error) {
    throw new Park(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
