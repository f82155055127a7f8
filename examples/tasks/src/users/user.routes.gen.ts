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
import { listMemberships, membership } from '../memberships/membership.operations.gen.ts'
import { listProjects, project } from '../projects/project.operations.gen.ts'
import { listTasks, task } from '../tasks/task.operations.gen.ts'
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

  server.get('/users/:id/memberships', async (request, reply) => {
    const query = listQueryOf(request, membership)
    const related = await relatedTo(request, user, 'memberships')
    return sendPage(reply, await listMemberships(request.context, { ...query, related }))
  })

  server.get('/users/:id/leads', async (request, reply) => {
    const query = listQueryOf(request, project)
    const related = await relatedTo(request, user, 'leads')
    return sendPage(reply, await listProjects(request.context, { ...query, related }))
  })

  server.get('/users/:id/tasks', async (request, reply) => {
    const query = listQueryOf(request, task)
    const related = await relatedTo(request, user, 'tasks')
    return sendPage(reply, await listTasks(request.context, { ...query, related }))
  })
}
