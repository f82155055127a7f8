// Generated from product.model.ts. Do not edit: your logic goes in product.hooks.ts.

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
import { productHooks } from './product.hooks.ts'
import * as queries from './product.queries.gen.ts'
import {
  type Product,
  type ProductCreate,
  type ProductUpdate,
  productFields,
  productRequired,
} from './product.schema.gen.ts'

/** What the operations below have in common. */
export const product: Resource<Product> = {
  name: 'Product',
  words: 'product',
  table: 'products',
  columns: queries.productColumns,
  fields: productFields,
  required: productRequired,
  read: queries.mayReadProduct,
  list: queries.listProducts,
  count: queries.countProducts,
  find: queries.findProduct,
  sort: [{ field: 'createdAt', descending: true }],
  pageSize: 20,
  maxPageSize: 100,
  indexes: [
    ['published', '-createdAt'],
    ['price'],
    ['-createdAt'],
  ],
  versioned: true,
  softDelete: true,
  history: true,
  relations: {
    categories: {
      kind: 'manyToMany',
      target: 'ProductCategory',
      table: 'products_categories',
      source: 'product_id',
      other: 'product_category_id',
      input: 'categoryIds',
    },
    orders: { kind: 'many', target: 'Order', key: 'productId' },
  },
  files: {
    image: { many: false, image: true, maxBytes: 5000000, thumbs: ['200x200', '600x600'] },
  },
  uploads: [
    queries.mayCreateProduct,
    queries.mayUpdateProduct,
  ],
  search: {
    name: 'cambium_search_3',
    fields: {
      name: 'A',
      description: 'B',
    },
  },
  fieldRules: {
    stock: { read: queries.mayReadProductStock },
    orderCount: { read: queries.mayReadProductOrderCount },
  },
  checks: [
    {
      message: 'a published product needs a price',
      holds: (record) => !record.published || record.price > 0,
    },
  ],
  derive: (record) => ({
    inStock: record.stock > 0,
  }),
}

export const listProducts: ListOperation<Product> = defineList(product, {
  hooks: productHooks.list,
})

export const getProduct: GetOperation<Product> = defineGet(product, {
  hooks: productHooks.get,
})

export const createProduct: CreateOperation<Product, ProductCreate> = defineCreate(product, {
  rule: queries.mayCreateProduct,
  hooks: productHooks.create,
  record: ({ input, now }) => ({
    id: input.id ?? newId(),
    name: input.name,
    description: input.description ?? null,
    price: input.price ?? 0,
    stock: input.stock ?? 0,
    published: input.published ?? true,
    image: input.image ?? null,
    inStock: false, // computed
    orderCount: 0, // computed
    createdAt: now,
    updatedAt: now,
    version: 1,
    deletedAt: null,
  }),
  insert: queries.insertProduct,
})

export const updateProduct: UpdateOperation<Product, ProductUpdate> = defineUpdate(product, {
  rule: queries.mayUpdateProduct,
  hooks: productHooks.update,
  update: queries.updateProduct,
})

export const deleteProduct: DeleteOperation<Product> = defineDelete(product, {
  rule: queries.mayDeleteProduct,
  hooks: productHooks.delete,
  delete: queries.deleteProduct,
})
