import { parse } from 'node:querystring'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors/index.ts'
import type { Context } from '../../operation/index.ts'
import type { BatchOperation } from './read-operations.ts'
import type { FoundRoute } from './route-table.ts'

/** The request that a handler sees for one operation of a batch. */
export function partRequest(
  batch: FastifyRequest,
  operation: BatchOperation,
  { context, found }: { context: Context; found: FoundRoute },
): FastifyRequest {
  const { method, path, headers, body } = operation
  const query = path.split('?')[1] ?? ''
  const part = {
    id: batch.id,
    ip: batch.ip,
    host: batch.host,
    hostname: batch.hostname,
    protocol: batch.protocol,
    server: batch.server,
    log: batch.log,
    method,
    url: path,
    originalUrl: path,
    headers,
    params: found.params,
    query: parse(query),
    body,
    context,
    is404: false,
    routeOptions: { method, url: found.route.pattern },
  }
  // What is missing belongs to the connection, which is the batch's.
  return part as unknown as FastifyRequest
}

/** The path without its query string, which must be there once at the most. */
export function pathnameOf(path: string): string {
  const [pathname = '', , ...more] = path.split('?')
  if (more.length === 0 && !path.includes('#')) return pathname
  throw new AppError('bad_request', { message: 'The path is not an address of this server' })
}
