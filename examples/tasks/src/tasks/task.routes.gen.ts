// Generated from task.model.ts. Do not edit: your logic goes in task.hooks.ts.

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
  sendUpserted,
  writeOptionsOf,
} from '@cambium/runtime/http'
import { aggregate, createMany, deleteMatching, updateMatching } from '@cambium/runtime/operation'
import { listTags, tag } from '../tags/tag.operations.gen.ts'
import {
  createTask,
  deleteTask,
  getTask,
  listTasks,
  task,
  updateTask,
  upsertTask,
} from './task.operations.gen.ts'

/** REST under /api/tasks */
export function taskRoutes(server: Server): void {
  server.get('/tasks', async (request, reply) => {
    const query = listQueryOf(request, task)
    return sendPage(reply, await listTasks(request.context, query))
  })

  server.get('/tasks/:id', async (request, reply) => {
    const query = recordQueryOf(request, task)
    const found = await getTask(request.context, idOf(request, task), query)
    return sendRecord(reply, task, found)
  })

  server.post('/tasks', async (request, reply) => {
    const created = await createTask(request.context, bodyOf(request))
    return sendCreated(reply, task, created)
  })

  server.patch('/tasks/:id', async (request, reply) => {
    const id = idOf(request, task)
    const options = writeOptionsOf(request, task)
    const changed = await updateTask(request.context, id, bodyOf(request), options)
    return sendRecord(reply, task, changed)
  })

  server.delete('/tasks/:id', async (request, reply) => {
    const options = writeOptionsOf(request, task)
    await deleteTask(request.context, idOf(request, task), options)
    return sendDeleted(reply)
  })

  server.get('/tasks/aggregate', async (request, reply) => {
    const query = aggregateQueryOf(request, task)
    const aggregates = await aggregate(request.context, task, query)
    return sendAggregates(reply, aggregates)
  })

  server.put('/tasks/:id', async (request, reply) => {
    const name = idOf(request, task)
    const options = writeOptionsOf(request, task)
    const result = await upsertTask(request.context, name, bodyOf(request), options)
    return sendUpserted(reply, task, result)
  })

  server.post('/tasks/bulk', async (request, reply) => {
    const operations = { resource: task, create: createTask }
    const created = await createMany(request.context, operations, recordsOf(request))
    return sendManyCreated(reply, created)
  })

  server.patch('/tasks', async (request, reply) => {
    const matching = { ...matchingOf(request, task), changes: changesOf(request) }
    const operations = { resource: task, list: listTasks, update: updateTask }
    return sendMatched(reply, await updateMatching(request.context, operations, matching))
  })

  server.delete('/tasks', async (request, reply) => {
    const matching = matchingOf(request, task)
    const operations = { resource: task, list: listTasks, delete: deleteTask }
    return sendMatched(reply, await deleteMatching(request.context, operations, matching))
  })

  server.get('/tasks/:id/tags', async (request, reply) => {
    const query = listQueryOf(request, tag)
    const related = await relatedTo(request, task, 'tags')
    return sendPage(reply, await listTags(request.context, { ...query, related }))
  })
}
