import { everyRow, noRow } from '../database/index.ts'
import type { Caller } from './caller.ts'
import type { Rule } from './rule.ts'

/** Everybody, for every row. */
export const anyone: Rule<unknown> = ruleFor(() => true)

/** Everybody who is signed in, for every row. */
export const signedIn: Rule<unknown> = ruleFor((caller) => caller.signedIn)

/** Nobody at all, whatever the roles. */
export const nobody: Rule<unknown> = ruleFor(() => false)

/** Callers with the role `admin`. */
export const adminOnly: Rule<unknown> = roles('admin')

/** Callers with any of the roles, for every row. */
export function roles(...names: readonly string[]): Rule<unknown> {
  return ruleFor((caller) => caller.hasRole(...names))
}

function ruleFor(allow: (caller: Caller) => boolean): Rule<unknown> {
  return {
    allow,
    where: (caller) => (allow(caller) ? everyRow : noRow),
    holds: (_record, caller) => allow(caller),
  }
}
