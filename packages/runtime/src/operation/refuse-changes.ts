import type { Context } from './context.ts'

/** Throws: something that may only read was about to change something. */
export function refuseChanges({ readOnly }: Context): never {
  throw new Error(
    `The ${readOnly} has the method GET and may change nothing: give it method: 'POST'`,
  )
}
