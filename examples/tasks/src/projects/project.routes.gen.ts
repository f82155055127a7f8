// Generated from project.model.ts. Do not edit: your logic goes in project.hooks.ts.

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
import { listTasks, task } from '../tasks/task.operations.gen.ts'
import {
  createProject,
  deleteProject,
  getProject,
  listProjects,
  project,
  updateProject,
} from './project.operations.gen.ts'

/** REST under /api/projects */
export function projectRoutes(server: Server): void {
  server.get('/projects', async (request, reply) => {
    const query = listQueryOf(request, project)
    return sendPage(reply, await listProjects(request.context, query))
  })

  server.get('/projects/:id', async (request, reply) => {
    const query = recordQueryOf(request, project)
    const found = await getProject(request.context, idOf(request, project), query)
    return sendRecord(reply, project, found)
  })

  server.post('/projects', async (request, reply) => {
    const created = await createProject(request.context, bodyOf(request))
    return sendCreated(reply, project, created)
  })

  server.patch('/projects/:id', async (request, reply) => {
    const id = idOf(request, project)
    const options = writeOptionsOf(request, project)
    const changed = await updateProject(request.context, id, bodyOf(request), options)
    return sendRecord(reply, project, changed)
  })

  server.delete('/projects/:id', async (request, reply) => {
    const options = writeOptionsOf(request, project)
    await deleteProject(request.context, idOf(request, project), options)
    return sendDeleted(reply)
  })

  server.get('/projects/aggregate', async (request, reply) => {
    const query = aggregateQueryOf(request, project)
    const aggregates = await aggregate(request.context, project, query)
    return sendAggregates(reply, aggregates)
  })

  server.post('/projects/bulk', async (request, reply) => {
    const operations = { resource: project, create: createProject }
    const created = await createMany(request.context, operations, recordsOf(request))
    return sendManyCreated(reply, created)
  })

  server.patch('/projects', async (request, reply) => {
    const matching = { ...matchingOf(request, project), changes: changesOf(request) }
    const operations = { resource: project, list: listProjects, update: updateProject }
    return sendMatched(reply, await updateMatching(request.context, operations, matching))
  })

  server.delete('/projects', async (request, reply) => {
    const matching = matchingOf(request, project)
    const operations = { resource: project, list: listProjects, delete: deleteProject }
    return sendMatched(reply, await deleteMatching(request.context, operations, matching))
  })

  server.get('/projects/:id/members', async (request, reply) => {
    const query = listQueryOf(request, membership)
    const related = await relatedTo(request, project, 'members')
    return sendPage(reply, await listMemberships(request.context, { ...query, related }))
  })

  server.get('/projects/:id/tasks', async (request, reply) => {
    const query = listQueryOf(request, task)
    const related = await relatedTo(request, project, 'tasks')
    return sendPage(reply, await listTasks(request.context, { ...query, related }))
  })
}
