// Generated from user.model.ts. Do not edit: your logic goes in user.hooks.ts.

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
import { listOrders, order } from '../orders/order.operations.gen.ts'
import {
  createUser,
  deleteUser,
  getUser,
  listUsers,
  updateUser,
  user,
} from './user.operations.gen.ts'

/** REST under /api/users */
export function userRoutes(server: Server): void {
  server.get('/users', async (request, reply) => {
    const query = listQueryOf(request, user)
    return sendPage(reply, await listUsers(request.context, query))
  })

  server.get('/users/:id', async (request, reply) => {
    const query = recordQueryOf(request, user)
    const found = await getUser(request.context, idOf(request, user), query)
    return sendRecord(reply, user, found)
  })

  server.post('/users', async (request, reply) => {
    const created = await createUser(request.context, bodyOf(request))
    return sendCreated(reply, user, created)
  })

  server.patch('/users/:id', async (request, reply) => {
    const id = idOf(request, user)
    const options = writeOptionsOf(request, user)
    const changed = await updateUser(request.context, id, bodyOf(request), options)
    return sendRecord(reply, user, changed)
  })

  server.delete('/users/:id', async (request, reply) => {
    const options = writeOptionsOf(request, user)
    await deleteUser(request.context, idOf(request, user), options)
    return sendDeleted(reply)
  })

  server.get('/users/aggregate', async (request, reply) => {
    const query = aggregateQueryOf(request, user)
    const aggregates = await aggregate(request.context, user, query)
    return sendAggregates(reply, aggregates)
  })

  server.post('/users/bulk', async (request, reply) => {
    const operations = { resource: user, create: createUser }
    const created = await createMany(request.context, operations, recordsOf(request))
    return sendManyCreated(reply, created)
  })

  server.patch('/users', async (request, reply) => {
    const matching = { ...matchingOf(request, user), changes: changesOf(request) }
    const operations = { resource: user, list: listUsers, update: updateUser }
    return sendMatched(reply, await updateMatching(request.context, operations, matching))
  })

  server.delete('/users', async (request, reply) => {
    const matching = matchingOf(request, user)
    const operations = { resource: user, list: listUsers, delete: deleteUser }
    return sendMatched(reply, await deleteMatching(request.context, operations, matching))
  })

  server.get('/users/:id/orders', async (request, reply) => {
    const query = listQueryOf(request, order)
    const related = await relatedTo(request, user, 'orders')
    return sendPage(reply, await listOrders(request.context, { ...query, related }))
  })
}
