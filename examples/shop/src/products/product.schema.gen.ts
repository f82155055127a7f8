// Generated from product.model.ts. Do not edit: your logic goes in product.hooks.ts.

import type { FileInput, FileValue } from '@cambium/runtime/files'
import type { FieldSchemas } from '@cambium/runtime/schema'

/** Something that can be ordered. */
export interface Product {
  id: string
  name: string
  description: string | null
  /** Price of one piece, in cents. */
  price: number
  /** Pieces left, counted down by every order. */
  stock: number
  published: boolean
  /** What customers see of it. */
  image: FileValue | null
  inStock: boolean
  orderCount: number
  createdAt: string
  updatedAt: string
  version: number
  deletedAt: string | null
}

/** What a caller may send to create a product. */
export interface ProductCreate {
  name: string
  description?: string | null
  price?: number
  stock?: number
  published?: boolean
  image?: FileInput | null
  categoryIds?: string[]
}

/** What a caller may send to change a product. */
export interface ProductUpdate {
  name?: string
  description?: string | null
  price?: number
  stock?: number
  published?: boolean
  image?: FileInput | null
  categoryIds?: string[]
}

/** The limits of every value. Those marked `readOnly` are set by your hooks only. */
export const productFields: FieldSchemas = {
  name: { type: 'string', minLength: 1, maxLength: 200, normalise: ['trim'] },
  description: { type: ['string', 'null'], maxLength: 10000 },
  price: { type: 'integer', minimum: 0 },
  stock: { type: 'integer', minimum: 0 },
  published: { type: 'boolean' },
  image: {
    type: ['string', 'object', 'null'],
    format: 'uuid',
    properties: { id: { type: 'string', format: 'uuid' } },
    required: ['id'],
  },
  inStock: { type: 'boolean', readOnly: true },
  orderCount: { type: 'integer', readOnly: true },
  deletedAt: { type: ['string', 'null'], format: 'date-time', readOnly: true, hidden: true },
  categoryIds: { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: 1000 },
}

/** What a create must bring. */
export const productRequired: readonly string[] = [
  'name',
]
