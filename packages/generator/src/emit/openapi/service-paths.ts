import { refusals } from './problem-responses.ts'

/** What the service tells about itself, under no entity's name. */
export const serviceTag: { name: string; description: string } = {
  name: 'About the service',
  description: 'This document, pages for people, and health for whoever watches the process.',
}

/** The addresses that are about the service and not of its data; `listed` is one that a batch may read. */
export function servicePaths(listed: string): { [path: string]: object } {
  const health = json('It is well', {
    type: 'object',
    properties: { status: { const: 'ok' } },
    required: ['status'],
  })
  return {
    '/api/openapi.json': get('serviceDocument', 'This document', {
      200: json('OpenAPI 3.1', { type: 'object' }),
    }),
    '/api/batch': { post: batch(listed) },
    '/': get('servicePage', 'The first page', { 200: page }),
    '/docs': get('serviceDocs', 'The documentation of the API', { 200: page }),
    '/docs/{tag}': {
      parameters: [pathParameter('tag', 'A tag of this document')],
      ...get('serviceDocsOf', 'The documentation of one resource', {
        200: page,
        ...refusals('not_found'),
      }),
    },
    '/problems/{problem}': {
      parameters: [pathParameter('problem', 'The last part of the type of a problem')],
      ...get('serviceProblem', 'What a problem means', { 200: page, ...refusals('not_found') }),
    },
    '/health/live': get('serviceLive', 'Whether the process runs', { 200: health }),
    '/health/ready': get('serviceReady', 'Whether it can do its work', {
      200: health,
      ...refusals('unavailable'),
    }),
  }
}

function batch(listed: string): object {
  return {
    operationId: 'serviceBatch',
    tags: [serviceTag.name],
    summary: 'Do several operations in one transaction',
    description:
      'All of them are done or none. A path or a body may hold "$0.id": the id the first operation answered with.',
    security: [{}, { bearer: [] }],
    parameters: [{ $ref: '#/components/parameters/idempotencyKey' }],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { operations: operationList() },
            required: ['operations'],
            additionalProperties: false,
          },
          examples: { sample: { value: { operations: [{ method: 'GET', path: listed }] } } },
        },
      },
    },
    responses: {
      200: json('What each of them answered, in their order', {
        type: 'object',
        properties: {
          results: {
            type: 'array',
            items: {
              type: 'object',
              properties: { status: { type: 'integer' }, headers: { type: 'object' }, body: {} },
              required: ['status', 'headers', 'body'],
            },
          },
        },
        required: ['results'],
      }),
      ...refusals(
        'bad_request',
        'unauthenticated',
        'forbidden',
        'not_found',
        'conflict',
        'precondition_failed',
        'too_large',
        'unsupported_media_type',
        'invalid',
        'too_many_requests',
        'internal',
        'unavailable',
        'storage_full',
      ),
    },
  }
}

function operationList(): object {
  const properties = {
    method: { type: 'string', enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
    path: { type: 'string', pattern: '^/api/', maxLength: 2000, examples: ['/api/...'] },
    body: { description: 'As the operation takes it' },
    headers: { type: 'object', description: 'If-Match and If-None-Match' },
  }
  return {
    type: 'array',
    items: {
      type: 'object',
      properties,
      required: ['method', 'path'],
      additionalProperties: false,
    },
    minItems: 1,
    maxItems: 100,
  }
}

const page: object = {
  description: 'A page',
  content: { 'text/html': { schema: { type: 'string' } } },
}

function get(operationId: string, summary: string, responses: object): object {
  const rest = 'default' in responses ? responses : { ...responses, ...refusals() }
  return {
    get: { operationId, tags: [serviceTag.name], summary, security: [{}], responses: rest },
  }
}

function pathParameter(name: string, description: string): object {
  return { name, in: 'path', required: true, description, schema: { type: 'string' } }
}

function json(description: string, schema: object): object {
  return { description, content: { 'application/json': { schema } } }
}
