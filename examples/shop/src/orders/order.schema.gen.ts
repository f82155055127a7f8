// Generated from order.model.ts. Do not edit: your logic goes in order.hooks.ts.

import type { FieldSchemas } from '@cambium/runtime/schema'

/** One product ordered by one customer. */
export interface Order {
  id: string
  productId: string
  /** Whoever was signed in; nobody for a guest's order. */
  customerId: string | null
  firstName: string
  lastName: string
  address: string
  /** The price at the time of the order, in cents. */
  totalPrice: number
  status: OrderStatus
  delivered: boolean
  customerName: string
  createdAt: string
  updatedAt: string
}

export type OrderStatus = 'placed' | 'paid' | 'shipped' | 'delivered' | 'cancelled'

/** What a caller may send to create an order. */
export interface OrderCreate {
  productId: string
  firstName: string
  lastName: string
  address: string
  status?: OrderStatus
  delivered?: boolean
}

/** What a caller may send to change an order. */
export interface OrderUpdate {
  productId?: string
  firstName?: string
  lastName?: string
  address?: string
  status?: OrderStatus
  delivered?: boolean
}

/** The limits of every value. Those marked `readOnly` are set by your hooks only. */
export const orderFields: FieldSchemas = {
  productId: { type: 'string', format: 'uuid' },
  customerId: { type: ['string', 'null'], format: 'uuid', readOnly: true },
  firstName: { type: 'string', minLength: 1, maxLength: 100, normalise: ['trim'], pii: true },
  lastName: { type: 'string', minLength: 1, maxLength: 100, normalise: ['trim'], pii: true },
  address: { type: 'string', minLength: 1, maxLength: 500, pii: true },
  totalPrice: { type: 'integer', minimum: 0, readOnly: true },
  status: { type: 'string', enum: ['placed', 'paid', 'shipped', 'delivered', 'cancelled'] },
  delivered: { type: 'boolean' },
  customerName: { type: 'string', readOnly: true },
}

/** What a create must bring. */
export const orderRequired: readonly string[] = [
  'productId',
  'firstName',
  'lastName',
  'address',
]
