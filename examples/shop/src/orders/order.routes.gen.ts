// Generated from order.model.ts. Do not edit: your logic goes in order.hooks.ts.

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
  type Server,
  sendAggregates,
  sendCreated,
  sendDeleted,
  sendHistory,
  sendManyCreated,
  sendMatched,
  sendPage,
  sendRecord,
  writeOptionsOf,
} from '@cambium/runtime/http'
import { aggregate, createMany, deleteMatching, readHistory, updateMatching } from '@cambium/runtime/operation'
import {
  createOrder,
  deleteOrder,
  getOrder,
  listOrders,
  order,
  updateOrder,
} from './order.operations.gen.ts'

/** REST under /api/orders */
export function orderRoutes(server: Server): void {
  server.get('/orders', async (request, reply) => {
    const query = listQueryOf(request, order)
    return sendPage(reply, await listOrders(request.context, query))
  })

  server.get('/orders/:id', async (request, reply) => {
    const query = recordQueryOf(request, order)
    const found = await getOrder(request.context, idOf(request, order), query)
    return sendRecord(reply, order, found)
  })

  server.post('/orders', async (request, reply) => {
    const created = await createOrder(request.context, bodyOf(request))
    return sendCreated(reply, order, created)
  })

  server.patch('/orders/:id', async (request, reply) => {
    const id = idOf(request, order)
    const options = writeOptionsOf(request, order)
    const changed = await updateOrder(request.context, id, bodyOf(request), options)
    return sendRecord(reply, order, changed)
  })

  server.delete('/orders/:id', async (request, reply) => {
    const options = writeOptionsOf(request, order)
    await deleteOrder(request.context, idOf(request, order), options)
    return sendDeleted(reply)
  })

  server.get('/orders/aggregate', async (request, reply) => {
    const query = aggregateQueryOf(request, order)
    const aggregates = await aggregate(request.context, order, query)
    return sendAggregates(reply, aggregates)
  })

  server.post('/orders/bulk', async (request, reply) => {
    const operations = { resource: order, create: createOrder }
    const created = await createMany(request.context, operations, recordsOf(request))
    return sendManyCreated(reply, created)
  })

  server.patch('/orders', async (request, reply) => {
    const matching = { ...matchingOf(request, order), changes: changesOf(request) }
    const operations = { resource: order, list: listOrders, update: updateOrder }
    return sendMatched(reply, await updateMatching(request.context, operations, matching))
  })

  server.delete('/orders', async (request, reply) => {
    const matching = matchingOf(request, order)
    const operations = { resource: order, list: listOrders, delete: deleteOrder }
    return sendMatched(reply, await deleteMatching(request.context, operations, matching))
  })

  server.get('/orders/:id/history', async (request, reply) => {
    const id = idOf(request, order)
    const page = historyPageOf(request)
    return sendHistory(reply, await readHistory(request.context, order, { id, ...page }))
  })
}
