// Generated from membership.model.ts. Do not edit: your logic goes in membership.hooks.ts.

import {
  aggregateQueryOf,
  bodyOf,
  changesOf,
  idOf,
  listQueryOf,
  matchingOf,
  recordQueryOf,
  recordsOf,
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
import {
  createMembership,
  deleteMembership,
  getMembership,
  listMemberships,
  membership,
  updateMembership,
} from './membership.operations.gen.ts'

/** REST under /api/memberships */
export function membershipRoutes(server: Server): void {
  server.get('/memberships', async (request, reply) => {
    const query = listQueryOf(request, membership)
    return sendPage(reply, await listMemberships(request.context, query))
  })

  server.get('/memberships/:id', async (request, reply) => {
    const query = recordQueryOf(request, membership)
    const found = await getMembership(request.context, idOf(request, membership), query)
    return sendRecord(reply, membership, found)
  })

  server.post('/memberships', async (request, reply) => {
    const created = await createMembership(request.context, bodyOf(request))
    return sendCreated(reply, membership, created)
  })

  server.patch('/memberships/:id', async (request, reply) => {
    const id = idOf(request, membership)
    const options = writeOptionsOf(request, membership)
    const changed = await updateMembership(request.context, id, bodyOf(request), options)
    return sendRecord(reply, membership, changed)
  })

  server.delete('/memberships/:id', async (request, reply) => {
    const options = writeOptionsOf(request, membership)
    await deleteMembership(request.context, idOf(request, membership), options)
    return sendDeleted(reply)
  })

  server.get('/memberships/aggregate', async (request, reply) => {
    const query = aggregateQueryOf(request, membership)
    const aggregates = await aggregate(request.context, membership, query)
    return sendAggregates(reply, aggregates)
  })

  server.post('/memberships/bulk', async (request, reply) => {
    const operations = { resource: membership, create: createMembership }
    const created = await createMany(request.context, operations, recordsOf(request))
    return sendManyCreated(reply, created)
  })

  server.patch('/memberships', async (request, reply) => {
    const matching = { ...matchingOf(request, membership), changes: changesOf(request) }
    const operations = { resource: membership, list: listMemberships, update: updateMembership }
    return sendMatched(reply, await updateMatching(request.context, operations, matching))
  })

  server.delete('/memberships', async (request, reply) => {
    const matching = matchingOf(request, membership)
    const operations = { resource: membership, list: listMemberships, delete: deleteMembership }
    return sendMatched(reply, await deleteMatching(request.context, operations, matching))
  })
}
