import { type Code, code, stringLiteral } from '../../print/index.ts'
import { upsertField } from '../query-names.ts'
import * as runtime from '../runtime-names.ts'
import type { RouteNames } from './route-names.ts'

/** `PUT`, for an entity whose model says what names a record. */
export function upsertRoute({ plan, path, resource, operation }: RouteNames): Code[] {
  const field = upsertField(plan.entity)
  if (field === null) return []
  const address = field === 'id' ? `${path}/:id` : `${path}/${field}/:${field}`
  const name =
    field === 'id'
      ? code`${runtime.http.value('idOf')}(request, ${resource})`
      : code`${runtime.http.value('nameOf')}(request, ${resource}, ${stringLiteral(field)})`
  const put = code`
    server.put(${stringLiteral(address)}, async (request, reply) => {
      const name = ${name}
      const options = ${runtime.http.value('writeOptionsOf')}(request, ${resource})
      const result = await ${operation('upsert')}(request.context, name, ${runtime.http.value('bodyOf')}(request), options)
      return ${runtime.http.value('sendUpserted')}(reply, ${resource}, result)
    })
  `
  return [put]
}
