// Generated from product-category.model.ts. Do not edit: your logic goes in product-category.hooks.ts.

import type { FieldSchemas } from '@cambium/runtime/schema'

/** A shelf of the shop. */
export interface ProductCategory {
  id: string
  name: string
  /** The name as it stands in an address, made from `name` when none is given. */
  slug: string | null
  description: string | null
  createdAt: string
  updatedAt: string
}

/** What a caller may send to create a product category. */
export interface ProductCategoryCreate {
  name: string
  slug?: string | null
  description?: string | null
}

/** What a caller may send to change a product category. */
export interface ProductCategoryUpdate {
  name?: string
  slug?: string | null
  description?: string | null
}

/** The limits of every value. Those marked `readOnly` are set by your hooks only. */
export const productCategoryFields: FieldSchemas = {
  name: { type: 'string', minLength: 1, maxLength: 80, normalise: ['trim'] },
  slug: { type: ['string', 'null'], pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
  description: { type: ['string', 'null'], maxLength: 2000 },
}

/** What a create must bring. */
export const productCategoryRequired: readonly string[] = [
  'name',
]
