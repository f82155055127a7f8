// Generated from product-category.model.ts. Do not edit: your logic goes in product-category.hooks.ts.

import { anyone, type Rule, roles } from '@cambium/runtime/access'
import {
  assignments,
  type Columns,
  columns,
  instant,
  type ListParts,
  type Queryable,
  type Sql,
  sql,
  string,
  values,
} from '@cambium/runtime/database'
import type { ProductCategory } from './product-category.schema.gen.ts'

export const productCategoryColumns: Columns<ProductCategory> = columns('product_categories', {
  id: string('id'),
  name: string('name'),
  slug: string('slug'),
  description: string('description'),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
})

/** read: public */
export const mayReadProductCategory: Rule<ProductCategory> = anyone

/** create: role('staff') */
export const mayCreateProductCategory: Rule<ProductCategory> = roles('staff')

/** update: role('staff') */
export const mayUpdateProductCategory: Rule<ProductCategory> = roles('staff')

/** delete: role('admin') */
export const mayDeleteProductCategory: Rule<ProductCategory> = roles('admin')

export function listProductCategories(
  db: Queryable,
  { visible, filter, order, limit }: ListParts,
): Promise<ProductCategory[]> {
  return db.all(sql`
    select ${productCategoryColumns} from "product_categories"
    where ${visible} and ${filter}
    order by ${order}
    limit ${limit}
  `)
}

export function countProductCategories(db: Queryable, { visible, filter }: ListParts): Promise<number> {
  return db.count(sql`
    select count(*) from "product_categories"
    where ${visible} and ${filter}
  `)
}

export function findProductCategory(
  db: Queryable,
  visible: Sql,
  id: string,
  lock: Sql,
): Promise<ProductCategory | undefined> {
  return db.first(sql`
    select ${productCategoryColumns} from "product_categories"
    where "product_categories"."id" = ${id} and ${visible}
    ${lock}
  `)
}

export function insertProductCategory(
  db: Queryable,
  productCategory: ProductCategory,
): Promise<ProductCategory | undefined> {
  return db.first(sql`
    insert into "product_categories" ${values(productCategoryColumns, productCategory)}
    returning ${productCategoryColumns}
  `)
}

export function updateProductCategory(
  db: Queryable,
  allowed: Sql,
  id: string,
  changes: Partial<ProductCategory>,
): Promise<ProductCategory | undefined> {
  return db.first(sql`
    update "product_categories" set ${assignments(productCategoryColumns, changes)}
    where "product_categories"."id" = ${id} and ${allowed}
    returning ${productCategoryColumns}
  `)
}

export function deleteProductCategory(db: Queryable, allowed: Sql, id: string): Promise<ProductCategory | undefined> {
  return db.first(sql`
    delete from "product_categories"
    where "product_categories"."id" = ${id} and ${allowed}
    returning ${productCategoryColumns}
  `)
}
