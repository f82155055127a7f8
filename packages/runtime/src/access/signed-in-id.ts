import { AppError } from '../errors/index.ts'
import type { Caller } from './caller.ts'

/** The caller's id, for a field that must name a user. Refuses with `unauthenticated` when nobody is signed in. */
export function signedInId(caller: Caller): string {
  if (caller.id === null) throw new AppError('unauthenticated')
  return caller.id
}
