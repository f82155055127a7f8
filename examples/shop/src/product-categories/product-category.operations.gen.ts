// Generated from product-category.model.ts. Do not edit: your logic goes in product-category.hooks.ts.

import { newId } from '@cambium/runtime/id'
import {
  type CreateOperation,
  type DeleteOperation,
  defineCreate,
  defineDelete,
  defineGet,
  defineList,
  defineUpdate,
  type GetOperation,
  type ListOperation,
  type Resource,
  type UpdateOperation,
} from '@cambium/runtime/operation'
import { slugify } from '@cambium/runtime/schema'
import { productCategoryHooks } from './product-category.hooks.ts'
import * as queries from './product-category.queries.gen.ts'
import {
  type ProductCategory,
  type ProductCategoryCreate,
  type ProductCategoryUpdate,
  productCategoryFields,
  productCategoryRequired,
} from './product-category.schema.gen.ts'

/** What the operations below have in common. */
export const productCategory: Resource<ProductCategory> = {
  name: 'ProductCategory',
  words: 'product category',
  table: 'product_categories',
  columns: queries.productCategoryColumns,
  fields: productCategoryFields,
  required: productCategoryRequired,
  read: queries.mayReadProductCategory,
  list: queries.listProductCategories,
  count: queries.countProductCategories,
  find: queries.findProductCategory,
  sort: [{ field: 'name', descending: false }],
  pageSize: 50,
  maxPageSize: 100,
  indexes: [
    ['name'],
    ['slug'],
  ],
  relations: {
    products: {
      kind: 'manyToMany',
      target: 'Product',
      table: 'products_categories',
      source: 'product_category_id',
      other: 'product_id',
    },
  },
  search: {
    name: 'cambium_search_2',
    fields: {
      name: 'A',
      description: 'B',
    },
  },
}

export const listProductCategories: ListOperation<ProductCategory> = defineList(productCategory, {
  hooks: productCategoryHooks.list,
})

export const getProductCategory: GetOperation<ProductCategory> = defineGet(productCategory, {
  hooks: productCategoryHooks.get,
})

export const createProductCategory: CreateOperation<ProductCategory, ProductCategoryCreate> = defineCreate(productCategory, {
  rule: queries.mayCreateProductCategory,
  hooks: productCategoryHooks.create,
  record: ({ input, now }) => ({
    id: input.id ?? newId(),
    name: input.name,
    slug: input.slug === undefined ? slugify(input.name) || newId() : input.slug,
    description: input.description ?? null,
    createdAt: now,
    updatedAt: now,
  }),
  insert: queries.insertProductCategory,
})

export const updateProductCategory: UpdateOperation<ProductCategory, ProductCategoryUpdate> = defineUpdate(productCategory, {
  rule: queries.mayUpdateProductCategory,
  hooks: productCategoryHooks.update,
  update: queries.updateProductCategory,
})

export const deleteProductCategory: DeleteOperation<ProductCategory> = defineDelete(productCategory, {
  rule: queries.mayDeleteProductCategory,
  hooks: productCategoryHooks.delete,
  delete: queries.deleteProductCategory,
})
