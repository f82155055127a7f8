import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors/index.ts'
import type { Matching, RecordId, Resource } from '../operation/index.ts'
import { sendJson } from './answer/index.ts'
import { listQueryOf } from './query/index.ts'
import { bodyOf, objectBodyOf } from './request-parts.ts'

/** The records of a bulk create: `{ "data": [...] }`. The operation checks each of them. */
export function recordsOf<Input extends object>(request: FastifyRequest): readonly Input[] {
  refuseVersions(request)
  const { data, ...rest } = bodyOf<{ data?: unknown }>(request)
  const [unknown] = Object.keys(rest)
  if (Array.isArray(data) && unknown === undefined) return data
  const message = 'The body must be { "data": [...] }'
  const path = unknown ?? 'data'
  throw new AppError('invalid', { message, errors: [{ path, code: 'type', message }] })
}

/** The changes for every record that matches: a JSON object. */
export function changesOf<Input extends object>(request: FastifyRequest): Input {
  return objectBodyOf<Input>(request)
}

/**
 * Which records a bulk write is about: the filters of a list, of which one at least is required, and `expect`, the
 * number of records there must be. 400 for anything else.
 */
export function matchingOf<Record extends object>(
  request: FastifyRequest,
  resource: Resource<Record>,
): Matching<Record> {
  refuseVersions(request)
  const { expect, ...filters } = request.query as { [name: string]: unknown }
  const filtering = Object.create(request, { query: { value: filters } }) as FastifyRequest
  const query = listQueryOf(filtering, resource)
  const { limit, after, before, offset, sort, fields, include, count, ...which } = query
  const shape = { limit, after, before, offset, sort, fields, include, count }
  const named = Object.entries(shape).find(([, value]) => value !== undefined)?.[0]
  if (named !== undefined) throw refused(named, `"${named}" has no meaning for a bulk write`)
  if (Object.keys(which).length === 0) {
    throw refused('', 'A filter is required, such as ?status=draft')
  }
  return { query: which as Matching<Record>['query'], expect: expectOf(expect) }
}

/** Answers with the new records. */
export function sendManyCreated(reply: FastifyReply, data: readonly object[]): FastifyReply {
  return sendJson(reply.code(201), JSON.stringify({ data }))
}

/** Answers with how many records were changed or deleted, and which. */
export function sendMatched(reply: FastifyReply, ids: readonly RecordId[]): FastifyReply {
  return sendJson(reply, JSON.stringify({ count: ids.length, ids }))
}

function expectOf(text: unknown): number | undefined {
  if (text === undefined) return undefined
  if (typeof text === 'string' && /^\d{1,4}$/.test(text)) return Number(text)
  throw refused('expect', '"expect" must be the number of records that match')
}

/** A version is one record's: a guard that guards nothing must not look like one. */
function refuseVersions({ headers }: FastifyRequest): void {
  for (const name of ['if-match', 'if-none-match'] as const) {
    if (headers[name] === undefined) continue
    throw refused(name, `${name} has no meaning for many records: use "expect"`)
  }
}

function refused(path: string, message: string): AppError {
  const errors = path === '' ? [] : [{ path, code: 'not_allowed', message }]
  return new AppError('bad_request', { message, errors })
}
