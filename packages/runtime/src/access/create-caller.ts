import type { Caller } from './caller.ts'

/** The caller with this id, these roles and this tenant; without an id nobody, who has no roles and no tenant. */
export function createCaller(options: {
  id: string | null
  roles?: readonly string[] | undefined
  tenant?: string | null | undefined
}): Caller {
  const { id } = options
  const held = new Set(id === null ? [] : options.roles)
  return Object.freeze({
    id,
    signedIn: id !== null,
    roles: Object.freeze([...held]),
    tenant: id === null ? null : (options.tenant ?? null),
    hasRole: (...roles: string[]) => roles.some((role) => held.has(role)),
  })
}

/** Nobody is signed in. */
export const anonymous: Caller = createCaller({ id: null })
