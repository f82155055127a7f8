import { hooks } from '@cambium/runtime/hooks'

export const membershipHooks = hooks('Membership', {})
