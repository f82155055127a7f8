import type { FastifyReply } from 'fastify'
import { AppError } from '../../errors/index.ts'
import type { Aggregate, Page, Resource } from '../../operation/index.ts'
import { etagOf, hasVersion, versionsIn } from './etag.ts'

const json = 'application/json; charset=utf-8'

/** Answers with JSON text. */
export function sendJson(reply: FastifyReply, text: string): FastifyReply {
  if (reply.sendDirectly?.(text) === true) return reply
  return reply.header('content-type', json).send(text)
}

/** Answers with one page of a list. */
export function sendPage(reply: FastifyReply, page: Page<object>): FastifyReply {
  return sendJson(reply, JSON.stringify(page))
}

/** Answers with what groups of records come to. */
export function sendAggregates(reply: FastifyReply, data: readonly Aggregate[]): FastifyReply {
  return sendJson(reply, JSON.stringify({ data }))
}

/**
 * Answers with a record. A versioned one carries its `ETag`; a caller who names it in `If-None-Match` gets 304, unless
 * the answer holds more or less than the record, whose version says nothing of that.
 */
export function sendRecord<Record extends object>(
  reply: FastifyReply,
  resource: Resource<Record>,
  record: Record,
): FastifyReply {
  const version = versionOf(resource, record)
  if (version !== undefined) {
    reply.header('etag', etagOf(version))
    const { method, headers, query } = reply.request
    const { 'if-none-match': known, 'if-match': wanted } = headers
    const isRead = method === 'GET' || method === 'HEAD'
    if (isRead && wanted !== undefined) refuseOther(wanted, version)
    const isPlain = Object.keys(query as object).length === 0
    if (isRead && isPlain && known !== undefined && hasVersion(known, version)) {
      return reply.code(304).send()
    }
  }
  return sendJson(reply, JSON.stringify(record))
}

/** A read that is bound to a version is refused when the record has another by now. */
function refuseOther(header: string, version: number): void {
  const versions = versionsIn(header)
  if (versions === undefined || versions.includes(version)) return
  throw new AppError('precondition_failed')
}

/** Answers 201 with a new record and, in `Location`, its address. */
export function sendCreated<Record extends { readonly id: string | number }>(
  reply: FastifyReply,
  resource: Resource<Record>,
  record: Record,
): FastifyReply {
  const collection = reply.request.routeOptions.url ?? ''
  reply.code(201).header('location', `${collection}/${encodeURIComponent(record.id)}`)
  return sendRecord(reply, resource, record)
}

/** Answers 204: it is gone. */
export function sendDeleted(reply: FastifyReply): FastifyReply {
  return reply.code(204).send()
}

function versionOf<Record extends object>(
  resource: Resource<Record>,
  record: Record,
): number | undefined {
  if (resource.versioned !== true || !('version' in record)) return undefined
  return typeof record.version === 'number' ? record.version : undefined
}
