import { hooks } from '@cambium/runtime/hooks'

/** Runs around the operations of every entity. */
export const allHooks = hooks('*', {})
