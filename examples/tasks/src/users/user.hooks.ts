import { hooks } from '@cambium/runtime/hooks'

export const userHooks = hooks('User', {})
