import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors/index.ts'
import type { RecordId, Resource } from '../operation/index.ts'
import { sendRecord } from './answer/index.ts'
import { fieldValueOf } from './query/index.ts'

/** The value in the address that names the record of an upsert by another field than its id; 422 where it is none. */
export function nameOf<Record extends object>(
  request: FastifyRequest,
  resource: Resource<Record>,
  field: keyof Record & string,
): RecordId {
  const text = (request.params as { [name: string]: string })[field] ?? ''
  const value = fieldValueOf(resource as unknown as Resource, field, text)
  if (typeof value === 'string' || typeof value === 'number') return value
  const message = `must be a value of ${field}`
  throw new AppError('invalid', {
    message: `${field} ${message}`,
    errors: [{ path: field, code: 'type', message }],
  })
}

/** Answers 201 with a record that was not there before, and its address; 200 with one that was changed. */
export function sendUpserted<Record extends { readonly id: string | number }>(
  reply: FastifyReply,
  resource: Resource<Record>,
  { record, isNew }: { record: Record; isNew: boolean },
): FastifyReply {
  if (isNew) {
    // The address is the collection's, and behind it the id or the field and its value.
    const collection = (reply.request.routeOptions.url ?? '').replace(/\/:id$|\/(\w+)\/:\1$/, '')
    reply.code(201).header('location', `${collection}/${encodeURIComponent(record.id)}`)
  }
  return sendRecord(reply, resource, record)
}
