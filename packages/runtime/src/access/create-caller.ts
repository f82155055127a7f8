import type { Caller } from './caller.ts'

/** The caller with this id and these roles; without an id nobody, who has no roles. */
export function createCaller(options: {
  id: string | null
  roles?: readonly string[] | undefined
}): Caller {
  const { id } = options
  const held = new Set(id === null ? [] : options.roles)
  return Object.freeze({
    id,
    signedIn: id !== null,
    roles: Object.freeze([...held]),
    hasRole: (...roles: string[]) => roles.some((role) => held.has(role)),
  })
}

/** Nobody is signed in. */
export const anonymous: Caller = createCaller({ id: null })
