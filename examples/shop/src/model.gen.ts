// Generated from the models. Do not edit: change the models instead.

import type { Many } from '@cambium/model'
import type { Order, OrderCreate, OrderUpdate } from './orders/order.schema.gen.ts'
import type {
  ProductCategory,
  ProductCategoryCreate,
  ProductCategoryUpdate,
} from './product-categories/product-category.schema.gen.ts'
import type { Product, ProductCreate, ProductUpdate } from './products/product.schema.gen.ts'
import type { User, UserCreate, UserUpdate } from './users/user.schema.gen.ts'

/** An order in a rule: its fields, and the way to everything related. */
export interface OrderRow extends Order {
  product: ProductRow | null
  customer: UserRow | null
}

/** A product category in a rule: its fields, and the way to everything related. */
export interface ProductCategoryRow extends ProductCategory {
  products: Many<ProductRow>
}

/** A product in a rule: its fields, and the way to everything related. */
export interface ProductRow extends Product {
  categories: Many<ProductCategoryRow>
  orders: Many<OrderRow>
}

/** A user in a rule: its fields, and the way to everything related. */
export interface UserRow extends User {
  orders: Many<OrderRow>
}

declare module '@cambium/model' {
  interface Register {
    rows: {
      Order: OrderRow
      ProductCategory: ProductCategoryRow
      Product: ProductRow
      User: UserRow
    }
    roles: 'staff' | 'admin'
  }
}

declare module '@cambium/runtime/hooks' {
  interface Register {
    entities: {
      Order: EntityTypes<Order, OrderCreate, OrderUpdate, {
        product: Product
        customer: User
      }>
      ProductCategory: EntityTypes<ProductCategory, ProductCategoryCreate, ProductCategoryUpdate, {
        products: Product
      }>
      Product: EntityTypes<Product, ProductCreate, ProductUpdate, {
        categories: ProductCategory
        orders: Order
      }>
      User: EntityTypes<User, UserCreate, UserUpdate, {
        orders: Order
      }>
    }
    roles: 'staff' | 'admin'
  }
}
