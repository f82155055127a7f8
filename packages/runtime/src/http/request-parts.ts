import type { FastifyRequest } from 'fastify'
import { keyValues } from '../database/index.ts'
import { AppError, notFound } from '../errors/index.ts'
import type { RecordId, RelatedTo, Resource, WriteOptions } from '../operation/index.ts'
import { excludedVersions, versionsIn } from './answer/index.ts'

const textId = /^[\w-]{1,128}$/
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
/** More than any entity has fields: what is beyond is not worth naming one by one. */
const maxMembers = 1000
const countedId = /^[1-9]\d{0,15}$/
const integerId = /^(?:0|-?[1-9]\d{0,15})$/
/** Longer than any key may be. */
const maxIdLength = 2000

/** The id in the address. What cannot be an id of this resource is answered as one that does not exist: 404. */
export function idOf<Record extends object>(
  request: FastifyRequest,
  resource: Resource<Record>,
): RecordId {
  const { id = '' } = request.params as { id?: string }
  if (resource.key === 'integer') {
    const number = Number(id)
    const isId = (resource.brought ? integerId : countedId).test(id)
    if (!isId || !Number.isSafeInteger(number)) throw notFound(resource.words, id)
    return number
  }
  if (resource.columns.column('id').parts) {
    if (!keyValues(resource.columns, 'id', id)) throw notFound(resource.words, id)
    return id
  }
  if (resource.key === 'text' || resource.key === 'nanoid') {
    const isId = id.trim() !== '' && id.length <= maxIdLength && !id.includes('\0')
    if (!isId) throw notFound(resource.words, id)
    return id
  }
  if (!textId.test(id)) throw notFound(resource.words, id)
  return uuid.test(id) ? id.toLowerCase() : id
}

/**
 * The body, which must be a JSON object (400 otherwise), of a request that takes no query parameters. Its type is a
 * promise that the operation keeps: it checks every value before it uses one.
 */
export function bodyOf<Input extends object>(request: FastifyRequest): Input {
  refuseQuery(request)
  return objectBodyOf<Input>(request)
}

/** The body as `bodyOf` gives it, whatever stands in the query string. */
export function objectBodyOf<Input extends object>({ body }: FastifyRequest): Input {
  if (body === undefined) {
    throw new AppError('bad_request', { message: 'The body is empty: send a JSON object' })
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new AppError('bad_request', { message: 'The body must be a JSON object' })
  }
  if (Object.keys(body).length > maxMembers) {
    const message = `The body has more than ${maxMembers} members`
    throw new AppError('bad_request', { message })
  }
  return body as Input
}

/** Refuses query parameters with 400: a write that overlooks one might do more than was meant. */
export function refuseQuery({ query }: FastifyRequest): void {
  const [name] = Object.keys(query as object)
  if (name === undefined) return
  const path = name.slice(0, 60)
  const message = `There is no query parameter "${path}" here`
  throw new AppError('bad_request', {
    message,
    errors: [{ path, code: 'unknown_parameter', message }],
  })
}

/**
 * What the caller binds a write to: the versions in `If-Match` and `If-None-Match`. 412 where the resource has no
 * versions to match, 400 for query parameters, which no write of one record takes.
 */
export function writeOptionsOf<Record extends object>(
  request: FastifyRequest,
  resource: Resource<Record>,
): WriteOptions {
  refuseQuery(request)
  const match = request.headers['if-match']
  const noneMatch = request.headers['if-none-match']
  if (match === undefined && noneMatch === undefined) return {}
  const expectedVersions = match === undefined ? undefined : versionsIn(match)
  const refusedVersions = noneMatch === undefined ? undefined : excludedVersions(noneMatch)
  if ((expectedVersions ?? refusedVersions) !== undefined && resource.versioned !== true) {
    const message = `A ${resource.words} has no versions: send no If-Match but *`
    throw new AppError('precondition_failed', { message })
  }
  return {
    ...(match !== undefined && (expectedVersions ? { expectedVersions } : { present: true })),
    ...(noneMatch !== undefined && (refusedVersions ? { refusedVersions } : { absent: true })),
  }
}

/** The parent of a nested list, once it is certain that the caller may read it; 404 otherwise. */
export async function relatedTo<Record extends object>(
  request: FastifyRequest,
  resource: Resource<Record>,
  relation: string,
): Promise<RelatedTo> {
  const { context } = request
  const id = idOf(request, resource)
  await context.services.registry.get(resource.name).get(context, id, { fields: ['id'] })
  return { resource: resource.name, relation, id }
}
