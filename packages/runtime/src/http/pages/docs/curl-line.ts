import { exampleOf } from './example-of.ts'
import type { Endpoint, OpenApi } from './open-api.ts'

/** A command that calls the operation, to be copied into a terminal. */
export function curlLine(document: OpenApi, endpoint: Endpoint, origin: string): string {
  const { method, path, operation, parameters } = endpoint
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const schema = parameters.find((parameter) => parameter.name === name)?.schema ?? {}
    return encodeURIComponent(String(exampleOf(document, schema, { everything: false })))
  })
  const schema = operation.requestBody?.content['application/json']?.schema
  const body = schema && JSON.stringify(exampleOf(document, schema, { everything: false }), null, 2)
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(`${origin}${filled}`)}`,
    ...(needsToken(endpoint) ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(body === undefined ? [] : ["-H 'content-type: application/json'", `-d ${quoted(body)}`]),
  ].join(' \\\n  ')
}

/** True when nobody may call it without signing in. */
export function needsToken({ operation }: Endpoint): boolean {
  const { security = [] } = operation
  return security.length > 0 && security.every((way) => Object.keys(way).length > 0)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
