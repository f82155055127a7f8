// Generated from product.model.ts. Do not edit: your logic goes in product.hooks.ts.

import {
  aggregateQueryOf,
  bodyOf,
  changesOf,
  historyPageOf,
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
  sendFile,
  sendHistory,
  sendManyCreated,
  sendMatched,
  sendPage,
  sendRecord,
  sendSignedAddress,
  wantedFileOf,
  writeOptionsOf,
} from '@cambium/runtime/http'
import {
  aggregate,
  createMany,
  deleteMatching,
  readFile,
  readHistory,
  updateMatching,
} from '@cambium/runtime/operation'
import { listOrders, order } from '../orders/order.operations.gen.ts'
import { listProductCategories, productCategory } from '../product-categories/product-category.operations.gen.ts'
import {
  createProduct,
  deleteProduct,
  getProduct,
  listProducts,
  product,
  updateProduct,
} from './product.operations.gen.ts'

/** REST under /api/products */
export function productRoutes(server: Server): void {
  server.get('/products', async (request, reply) => {
    const query = listQueryOf(request, product)
    return sendPage(reply, await listProducts(request.context, query))
  })

  server.get('/products/:id', async (request, reply) => {
    const query = recordQueryOf(request, product)
    const found = await getProduct(request.context, idOf(request, product), query)
    return sendRecord(reply, product, found)
  })

  server.post('/products', async (request, reply) => {
    const created = await createProduct(request.context, bodyOf(request))
    return sendCreated(reply, product, created)
  })

  server.patch('/products/:id', async (request, reply) => {
    const id = idOf(request, product)
    const options = writeOptionsOf(request, product)
    const changed = await updateProduct(request.context, id, bodyOf(request), options)
    return sendRecord(reply, product, changed)
  })

  server.delete('/products/:id', async (request, reply) => {
    const options = writeOptionsOf(request, product)
    await deleteProduct(request.context, idOf(request, product), options)
    return sendDeleted(reply)
  })

  server.get('/products/aggregate', async (request, reply) => {
    const query = aggregateQueryOf(request, product)
    const aggregates = await aggregate(request.context, product, query)
    return sendAggregates(reply, aggregates)
  })

  server.post('/products/bulk', async (request, reply) => {
    const operations = { resource: product, create: createProduct }
    const created = await createMany(request.context, operations, recordsOf(request))
    return sendManyCreated(reply, created)
  })

  server.patch('/products', async (request, reply) => {
    const matching = { ...matchingOf(request, product), changes: changesOf(request) }
    const operations = { resource: product, list: listProducts, update: updateProduct }
    return sendMatched(reply, await updateMatching(request.context, operations, matching))
  })

  server.delete('/products', async (request, reply) => {
    const matching = matchingOf(request, product)
    const operations = { resource: product, list: listProducts, delete: deleteProduct }
    return sendMatched(reply, await deleteMatching(request.context, operations, matching))
  })

  server.get('/products/:id/history', async (request, reply) => {
    const id = idOf(request, product)
    const page = historyPageOf(request)
    return sendHistory(reply, await readHistory(request.context, product, { id, ...page }))
  })

  server.get('/products/:id/image', async (request, reply) => {
    const wanted = wantedFileOf(request, product, 'image')
    const file = await readFile(request.context, product, wanted)
    return sendFile(reply, file, wanted.size)
  })

  server.post('/products/:id/image/sign', async (request, reply) => {
    const wanted = wantedFileOf(request, product, 'image')
    const file = await readFile(request.context, product, wanted)
    return sendSignedAddress(reply, file, wanted.size)
  })

  server.get('/products/:id/categories', async (request, reply) => {
    const query = listQueryOf(request, productCategory)
    const related = await relatedTo(request, product, 'categories')
    return sendPage(reply, await listProductCategories(request.context, { ...query, related }))
  })

  server.get('/products/:id/orders', async (request, reply) => {
    const query = listQueryOf(request, order)
    const related = await relatedTo(request, product, 'orders')
    return sendPage(reply, await listOrders(request.context, { ...query, related }))
  })
}
