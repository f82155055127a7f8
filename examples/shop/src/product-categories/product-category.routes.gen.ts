// Generated from product-category.model.ts. Do not edit: your logic goes in product-category.hooks.ts.

import {
  aggregateQueryOf,
  bodyOf,
  changesOf,
  idOf,
  listQueryOf,
  matchingOf,
  recordQueryOf,
  recordsOf,
  relatedTo,
  type Server,
  sendAggregates,
  sendCreated,
  sendDeleted,
  sendManyCreated,
  sendMatched,
  sendPage,
  sendRecord,
  writeOptionsOf,
} from '@cambium/runtime/http'
import { aggregate, createMany, deleteMatching, updateMatching } from '@cambium/runtime/operation'
import { listProducts, product } from '../products/product.operations.gen.ts'
import {
  createProductCategory,
  deleteProductCategory,
  getProductCategory,
  listProductCategories,
  productCategory,
  updateProductCategory,
} from './product-category.operations.gen.ts'

/** REST under /api/product-categories */
export function productCategoryRoutes(server: Server): void {
  server.get('/product-categories', async (request, reply) => {
    const query = listQueryOf(request, productCategory)
    return sendPage(reply, await listProductCategories(request.context, query))
  })

  server.get('/product-categories/:id', async (request, reply) => {
    const query = recordQueryOf(request, productCategory)
    const found = await getProductCategory(request.context, idOf(request, productCategory), query)
    return sendRecord(reply, productCategory, found)
  })

  server.post('/product-categories', async (request, reply) => {
    const created = await createProductCategory(request.context, bodyOf(request))
    return sendCreated(reply, productCategory, created)
  })

  server.patch('/product-categories/:id', async (request, reply) => {
    const id = idOf(request, productCategory)
    const options = writeOptionsOf(request, productCategory)
    const changed = await updateProductCategory(request.context, id, bodyOf(request), options)
    return sendRecord(reply, productCategory, changed)
  })

  server.delete('/product-categories/:id', async (request, reply) => {
    const options = writeOptionsOf(request, productCategory)
    await deleteProductCategory(request.context, idOf(request, productCategory), options)
    return sendDeleted(reply)
  })

  server.get('/product-categories/aggregate', async (request, reply) => {
    const query = aggregateQueryOf(request, productCategory)
    const aggregates = await aggregate(request.context, productCategory, query)
    return sendAggregates(reply, aggregates)
  })

  server.post('/product-categories/bulk', async (request, reply) => {
    const operations = { resource: productCategory, create: createProductCategory }
    const created = await createMany(request.context, operations, recordsOf(request))
    return sendManyCreated(reply, created)
  })

  server.patch('/product-categories', async (request, reply) => {
    const matching = { ...matchingOf(request, productCategory), changes: changesOf(request) }
    const operations = { resource: productCategory, list: listProductCategories, update: updateProductCategory }
    return sendMatched(reply, await updateMatching(request.context, operations, matching))
  })

  server.delete('/product-categories', async (request, reply) => {
    const matching = matchingOf(request, productCategory)
    const operations = { resource: productCategory, list: listProductCategories, delete: deleteProductCategory }
    return sendMatched(reply, await deleteMatching(request.context, operations, matching))
  })

  server.get('/product-categories/:id/products', async (request, reply) => {
    const query = listQueryOf(request, product)
    const related = await relatedTo(request, productCategory, 'products')
    return sendPage(reply, await listProducts(request.context, { ...query, related }))
  })
}
