import { hooks } from '@cambium/runtime/hooks'

export const productCategoryHooks = hooks('ProductCategory', {})
