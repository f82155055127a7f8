import { hooks } from '@cambium/runtime/hooks'

export const productHooks = hooks('Product', {})
