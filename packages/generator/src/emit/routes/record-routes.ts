import { type Code, code, stringLiteral } from '../../print/index.ts'
import type { ProjectPlan } from '../project-names.ts'
import { servesAccess, servesHistory } from '../record-lists.ts'
import * as runtime from '../runtime-names.ts'
import type { RouteNames } from './route-names.ts'

/** What is kept beside a record: who was given a right on it, and what was done to it. */
export function recordRoutes(project: ProjectPlan, names: RouteNames): Code[] {
  return [
    ...(servesAccess(project, names.plan) ? accessRoutes(names) : []),
    ...(servesHistory(project, names.plan) ? [historyRoute(names)] : []),
  ]
}

function accessRoutes({ path, resource }: RouteNames): Code[] {
  const address = stringLiteral(`${path}/:id/access`)
  const id = code`${runtime.http.value('idOf')}(request, ${resource})`
  const send = runtime.http.value('sendList')
  return [
    code`
      server.get(${address}, async (request, reply) => {
        const list = await ${runtime.operation.value('listAccess')}(request.context, ${resource}, ${id})
        return ${send}(reply, list)
      })
    `,
    code`
      server.put(${address}, async (request, reply) => {
        const entries = ${runtime.http.value('accessEntriesOf')}(request)
        const list = await ${runtime.operation.value('setAccess')}(request.context, ${resource}, { id: ${id}, entries })
        return ${send}(reply, list)
      })
    `,
    code`
      server.delete(${address}, async (request, reply) => {
        const wanted = ${runtime.http.value('accessFilterOf')}(request)
        const list = await ${runtime.operation.value('removeAccess')}(request.context, ${resource}, { id: ${id}, wanted })
        return ${send}(reply, list)
      })
    `,
  ]
}

function historyRoute({ path, resource }: RouteNames): Code {
  return code`
    server.get(${stringLiteral(`${path}/:id/history`)}, async (request, reply) => {
      const id = ${runtime.http.value('idOf')}(request, ${resource})
      const page = ${runtime.http.value('historyPageOf')}(request)
      return ${runtime.http.value('sendHistory')}(reply, await ${runtime.operation.value('readHistory')}(request.context, ${resource}, { id, ...page }))
    })
  `
}
