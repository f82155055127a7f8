// Generated from tag.model.ts. Do not edit: your logic goes in tag.hooks.ts.

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
import { listTasks, task } from '../tasks/task.operations.gen.ts'
import {
  createTag,
  deleteTag,
  getTag,
  listTags,
  tag,
  updateTag,
} from './tag.operations.gen.ts'

/** REST under /api/tags */
export function tagRoutes(server: Server): void {
  server.get('/tags', async (request, reply) => {
    const query = listQueryOf(request, tag)
    return sendPage(reply, await listTags(request.context, query))
  })

  server.get('/tags/:id', async (request, reply) => {
    const query = recordQueryOf(request, tag)
    const found = await getTag(request.context, idOf(request, tag), query)
    return sendRecord(reply, tag, found)
  })

  server.post('/tags', async (request, reply) => {
    const created = await createTag(request.context, bodyOf(request))
    return sendCreated(reply, tag, created)
  })

  server.patch('/tags/:id', async (request, reply) => {
    const id = idOf(request, tag)
    const options = writeOptionsOf(request, tag)
    const changed = await updateTag(request.context, id, bodyOf(request), options)
    return sendRecord(reply, tag, changed)
  })

  server.delete('/tags/:id', async (request, reply) => {
    const options = writeOptionsOf(request, tag)
    await deleteTag(request.context, idOf(request, tag), options)
    return sendDeleted(reply)
  })

  server.get('/tags/aggregate', async (request, reply) => {
    const query = aggregateQueryOf(request, tag)
    const aggregates = await aggregate(request.context, tag, query)
    return sendAggregates(reply, aggregates)
  })

  server.post('/tags/bulk', async (request, reply) => {
    const operations = { resource: tag, create: createTag }
    const created = await createMany(request.context, operations, recordsOf(request))
    return sendManyCreated(reply, created)
  })

  server.patch('/tags', async (request, reply) => {
    const matching = { ...matchingOf(request, tag), changes: changesOf(request) }
    const operations = { resource: tag, list: listTags, update: updateTag }
    return sendMatched(reply, await updateMatching(request.context, operations, matching))
  })

  server.delete('/tags', async (request, reply) => {
    const matching = matchingOf(request, tag)
    const operations = { resource: tag, list: listTags, delete: deleteTag }
    return sendMatched(reply, await deleteMatching(request.context, operations, matching))
  })

  server.get('/tags/:id/tasks', async (request, reply) => {
    const query = listQueryOf(request, task)
    const related = await relatedTo(request, tag, 'tasks')
    return sendPage(reply, await listTasks(request.context, { ...query, related }))
  })
}
