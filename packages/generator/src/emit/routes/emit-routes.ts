import type { OperationName } from '@cambium/model'
import {
  type Code,
  code,
  joined,
  printSource,
  stringLiteral,
  valueName,
} from '../../print/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import { headerOf } from '../header.ts'
import { nestedLists } from '../nested-lists.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import { queryNames } from '../query-names.ts'
import * as runtime from '../runtime-names.ts'
import { fileRoutes } from './file-routes.ts'
import { manyRoutes } from './many-routes.ts'
import { recordRoutes } from './record-routes.ts'
import { type RouteNames, routeNames } from './route-names.ts'
import { upsertRoute } from './upsert-route.ts'

/** `x.routes.gen.ts`: one handler for each operation, and one for each list of related records. */
export function emitRoutes(project: ProjectPlan, plan: EntityPlan): EmittedFile {
  const { rest, operations } = plan.entity
  if (!rest) throw new Error(`${plan.entity.name} has no REST resource`)
  const names = routeNames(plan, `/${rest.path}`)
  const handlers = operations.map((operation) => handlerOf[operation](names))
  if (operations.includes('list')) handlers.push(aggregateRoute(names))
  handlers.push(
    ...upsertRoute(names),
    ...manyRoutes(names),
    ...recordRoutes(project, names),
    ...fileRoutes(names),
  )
  const nested = nestedLists(project, plan).map((list) => nestedRoute(names, list))
  const text = printSource({
    path: plan.files.routes,
    header: headerOf(plan),
    declares: [plan.routes],
    body: [
      code`
        /** REST under /api/${rest.path} */
        export function ${plan.routes}(server: ${runtime.http.type('Server')}): void {
          ${joined([...handlers, ...nested], '\n\n')}
        }
      `,
    ],
  })
  return { path: plan.files.routes, text, owned: false }
}

const handlerOf: { [operation in OperationName]: (names: RouteNames) => Code } = {
  list: ({ path, resource, operation }) => code`
    server.get(${stringLiteral(path)}, async (request, reply) => {
      const query = ${runtime.http.value('listQueryOf')}(request, ${resource})
      return ${runtime.http.value('sendPage')}(reply, await ${operation('list')}(request.context, query))
    })
  `,
  get: ({ path, resource, operation }) => code`
    server.get(${stringLiteral(`${path}/:id`)}, async (request, reply) => {
      const query = ${runtime.http.value('recordQueryOf')}(request, ${resource})
      const found = await ${operation('get')}(request.context, ${runtime.http.value('idOf')}(request, ${resource}), query)
      return ${runtime.http.value('sendRecord')}(reply, ${resource}, found)
    })
  `,
  create: ({ path, resource, operation }) => code`
    server.post(${stringLiteral(path)}, async (request, reply) => {
      const created = await ${operation('create')}(request.context, ${runtime.http.value('bodyOf')}(request))
      return ${runtime.http.value('sendCreated')}(reply, ${resource}, created)
    })
  `,
  update: ({ path, resource, operation }) => code`
    server.patch(${stringLiteral(`${path}/:id`)}, async (request, reply) => {
      const id = ${runtime.http.value('idOf')}(request, ${resource})
      const options = ${runtime.http.value('writeOptionsOf')}(request, ${resource})
      const changed = await ${operation('update')}(request.context, id, ${runtime.http.value('bodyOf')}(request), options)
      return ${runtime.http.value('sendRecord')}(reply, ${resource}, changed)
    })
  `,
  delete: ({ path, resource, operation }) => code`
    server.delete(${stringLiteral(`${path}/:id`)}, async (request, reply) => {
      const options = ${runtime.http.value('writeOptionsOf')}(request, ${resource})
      await ${operation('delete')}(request.context, ${runtime.http.value('idOf')}(request, ${resource}), options)
      return ${runtime.http.value('sendDeleted')}(reply)
    })
  `,
}

function aggregateRoute({ path, resource }: RouteNames): Code {
  return code`
    server.get(${stringLiteral(`${path}/aggregate`)}, async (request, reply) => {
      const query = ${runtime.http.value('aggregateQueryOf')}(request, ${resource})
      const aggregates = await ${runtime.operation.value('aggregate')}(request.context, ${resource}, query)
      return ${runtime.http.value('sendAggregates')}(reply, aggregates)
    })
  `
}

function nestedRoute(
  { path, resource }: RouteNames,
  { relation, target }: { relation: string; target: EntityPlan },
): Code {
  const list = valueName(target.files.operations, queryNames(target.entity).list)
  const other = valueName(target.files.operations, target.resource)
  return code`
    server.get(${stringLiteral(`${path}/:id/${relation}`)}, async (request, reply) => {
      const query = ${runtime.http.value('listQueryOf')}(request, ${other})
      const related = await ${runtime.http.value('relatedTo')}(request, ${resource}, ${stringLiteral(relation)})
      return ${runtime.http.value('sendPage')}(reply, await ${list}(request.context, { ...query, related }))
    })
  `
}
