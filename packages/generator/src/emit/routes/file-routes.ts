import { type Code, code, stringLiteral } from '../../print/index.ts'
import { fileOptions, servedFileFields } from '../file-fields.ts'
import * as runtime from '../runtime-names.ts'
import type { RouteNames } from './route-names.ts'

/** The addresses of the files of a record, and what signs them for somebody without a session. */
export function fileRoutes(names: RouteNames): Code[] {
  return servedFileFields(names.plan.entity).flatMap((field) => {
    const { many, public: isPublic } = fileOptions(field)
    const ofField = `${names.path}/:id/${field.name}`
    const ofFile = `${ofField}/:fileId`
    return [
      ...(many ? [] : [readRoute(names, ofField, field.name)]),
      ...(many || isPublic ? [readRoute(names, ofFile, field.name)] : []),
      signRoute(names, many ? ofFile : ofField, field.name),
    ]
  })
}

function readRoute({ resource }: RouteNames, path: string, field: string): Code {
  return code`
    server.get(${stringLiteral(path)}, async (request, reply) => {
      const wanted = ${runtime.http.value('wantedFileOf')}(request, ${resource}, ${stringLiteral(field)})
      const file = await ${runtime.operation.value('readFile')}(request.context, ${resource}, wanted)
      return ${runtime.http.value('sendFile')}(reply, file, wanted.size)
    })
  `
}

function signRoute({ resource }: RouteNames, path: string, field: string): Code {
  return code`
    server.post(${stringLiteral(`${path}/sign`)}, async (request, reply) => {
      const wanted = ${runtime.http.value('wantedFileOf')}(request, ${resource}, ${stringLiteral(field)})
      const file = await ${runtime.operation.value('readFile')}(request.context, ${resource}, wanted)
      return ${runtime.http.value('sendSignedAddress')}(reply, file, wanted.size)
    })
  `
}
