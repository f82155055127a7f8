import { isDeepStrictEqual } from 'node:util'
import type { Expected } from '../oracle/index.ts'

/**
 * What of the model itself makes the two answers differ, beside what may be read: a value that must be unique, a record
 * that others hold on to, a rule on writing that looks at what its caller may not see. Undefined where nothing does.
 */
export function channelBetween(left: Expected, right: Expected): string | undefined {
  const [one, two] = [left, right].map(({ refusals }) => new Set(refusals))
  if (one?.has(409) !== two?.has(409)) return 'unique values and records in use'
  const isSame =
    isDeepStrictEqual(one, two) &&
    left.at === right.at &&
    isDeepStrictEqual(left.unwritable, right.unwritable)
  if (!isSame) return one?.has(409) ? 'unique values and records in use' : 'rules on writing'
  if (left.refusals.length > 0 || isDeepStrictEqual(left.answer, right.answer)) return undefined
  return 'what a write brings to light'
}
