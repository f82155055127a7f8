import { type Code, code, stringLiteral } from '../../print/index.ts'
import * as runtime from '../runtime-names.ts'
import type { RouteNames } from './route-names.ts'

/** The writes of many records: each stands on the operation of one, so it is there where that is. */
export function manyRoutes(names: RouteNames): Code[] {
  const { operations } = names.plan.entity
  const isListed = operations.includes('list')
  return [
    ...(operations.includes('create') ? [createRoute(names)] : []),
    ...(isListed && operations.includes('update') ? [updateRoute(names)] : []),
    ...(isListed && operations.includes('delete') ? [deleteRoute(names)] : []),
  ]
}

function createRoute({ path, resource, operation }: RouteNames): Code {
  return code`
    server.post(${stringLiteral(`${path}/bulk`)}, async (request, reply) => {
      const operations = { resource: ${resource}, create: ${operation('create')} }
      const created = await ${runtime.operation.value('createMany')}(request.context, operations, ${runtime.http.value('recordsOf')}(request))
      return ${runtime.http.value('sendManyCreated')}(reply, created)
    })
  `
}

function updateRoute({ path, resource, operation }: RouteNames): Code {
  return code`
    server.patch(${stringLiteral(path)}, async (request, reply) => {
      const matching = { ...${runtime.http.value('matchingOf')}(request, ${resource}), changes: ${runtime.http.value('changesOf')}(request) }
      const operations = { resource: ${resource}, list: ${operation('list')}, update: ${operation('update')} }
      return ${runtime.http.value('sendMatched')}(reply, await ${runtime.operation.value('updateMatching')}(request.context, operations, matching))
    })
  `
}

function deleteRoute({ path, resource, operation }: RouteNames): Code {
  return code`
    server.delete(${stringLiteral(path)}, async (request, reply) => {
      const matching = ${runtime.http.value('matchingOf')}(request, ${resource})
      const operations = { resource: ${resource}, list: ${operation('list')}, delete: ${operation('delete')} }
      return ${runtime.http.value('sendMatched')}(reply, await ${runtime.operation.value('deleteMatching')}(request.context, operations, matching))
    })
  `
}
