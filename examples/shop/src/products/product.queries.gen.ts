// Generated from product.model.ts. Do not edit: your logic goes in product.hooks.ts.

import { anyOf, type Rule, roles } from '@cambium/runtime/access'
import {
  assignments,
  boolean,
  type Columns,
  columns,
  computed,
  instant,
  integer,
  json,
  type ListParts,
  type Queryable,
  type Sql,
  sql,
  string,
  values,
} from '@cambium/runtime/database'
import type { Product } from './product.schema.gen.ts'

export const productColumns: Columns<Product> = columns('products', {
  id: string('id'),
  name: string('name'),
  description: string('description'),
  price: integer('price'),
  stock: integer('stock'),
  published: boolean('published'),
  image: json('image'),
  inStock: boolean('in_stock'),
  orderCount: computed('integer', sql`(select count(*) from "orders" o where o."product_id" = "products"."id")`),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
  version: integer('version'),
  deletedAt: instant('deleted_at'),
})

/** read: (p) => p.published or role('staff') */
export const mayReadProduct: Rule<Product> = {
  allow: () => true,
  where: (caller) => anyOf(
    sql`"products"."published"`,
    caller.hasRole('staff'),
  ),
}

/** create: role('staff') */
export const mayCreateProduct: Rule<Product> = roles('staff')

/** update: role('staff') */
export const mayUpdateProduct: Rule<Product> = roles('staff')

/** delete: role('admin') */
export const mayDeleteProduct: Rule<Product> = roles('admin')

/** read stock: role('staff') */
export const mayReadProductStock: Rule<Product> = roles('staff')

/** read orderCount: role('staff') */
export const mayReadProductOrderCount: Rule<Product> = roles('staff')

export function listProducts(db: Queryable, { visible, filter, order, limit }: ListParts): Promise<Product[]> {
  return db.all(sql`
    select ${productColumns} from "products"
    where "products"."deleted_at" is null and ${visible} and ${filter}
    order by ${order}
    limit ${limit}
  `)
}

export function countProducts(db: Queryable, { visible, filter }: ListParts): Promise<number> {
  return db.count(sql`
    select count(*) from "products"
    where "products"."deleted_at" is null and ${visible} and ${filter}
  `)
}

export function findProduct(db: Queryable, visible: Sql, id: string, lock: Sql): Promise<Product | undefined> {
  return db.first(sql`
    select ${productColumns} from "products"
    where "products"."id" = ${id} and "products"."deleted_at" is null and ${visible}
    ${lock}
  `)
}

export function insertProduct(db: Queryable, product: Product): Promise<Product | undefined> {
  return db.first(sql`
    insert into "products" ${values(productColumns, product)}
    returning ${productColumns}
  `)
}

export function updateProduct(
  db: Queryable,
  allowed: Sql,
  id: string,
  changes: Partial<Product>,
): Promise<Product | undefined> {
  return db.first(sql`
    update "products" set ${assignments(productColumns, changes)}
    where "products"."id" = ${id} and "products"."deleted_at" is null and ${allowed}
    returning ${productColumns}
  `)
}

/** The row stays, marked with the instant it was deleted. */
export function deleteProduct(db: Queryable, allowed: Sql, id: string, now: string): Promise<Product | undefined> {
  return db.first(sql`
    update "products" set ${assignments(productColumns, { deletedAt: now })}
    where "products"."id" = ${id} and "products"."deleted_at" is null and ${allowed}
    returning ${productColumns}
  `)
}
