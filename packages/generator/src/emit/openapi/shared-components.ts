import type { ValueSchema } from '../field-schema.ts'
import { aggregatesSchema, sharedAggregateParameters } from './aggregate-operation.ts'
import type { ComponentNames } from './component-names.ts'
import { type FilterKind, filterSchema } from './filter-schemas.ts'

/** The components that are the same for every model. */
export function sharedSchemas(
  names: ComponentNames,
  filters: readonly FilterKind[],
): { [component: string]: object } {
  return {
    [names.aggregates]: aggregatesSchema,
    [names.problem]: problem,
    [names.pageInfo]: pageInfo,
    ...Object.fromEntries(filters.map((kind) => [names.filter(kind), filterSchema(kind)])),
  }
}

/** The largest page of a list, unless an entity says otherwise. */
export const usualMaxPageSize = 100

/** What a write may bring so that it can be sent again. */
const idempotencyKey: object = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Makes the request safe to repeat: within 24 hours the same one is done once and answered the same',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
}

/** The parameters that every list, every record and every write of a versioned record takes. */
export const sharedParameters: { [component: string]: object } = {
  limit: limitParameter(usualMaxPageSize),
  after: parameter('after', { type: 'string' }, 'A cursor from page.next: continue behind it'),
  before: parameter(
    'before',
    { type: 'string' },
    'A cursor from page.previous: go back in front of it',
  ),
  offset: parameter(
    'offset',
    { type: 'integer', minimum: 0, maximum: 10_000 },
    'How many records to skip; not together with a cursor',
  ),
  sort: parameter(
    'sort',
    { type: 'string' },
    'Field names separated by commas, a minus in front for descending',
  ),
  count: parameter(
    'count',
    { type: 'string', enum: ['none', 'exact', 'estimate'] },
    'Whether page.total is wanted; exact is refused where that goes through too many records',
  ),
  fields: parameter(
    'fields',
    { type: 'string' },
    'The only fields wanted, separated by commas: the answer leaves out all others',
  ),
  include: parameter(
    'include',
    { type: 'string' },
    'Relations to put into the records, separated by commas; a dot goes one further',
  ),
  q: parameter(
    'q',
    { type: 'string', maxLength: 200 },
    'Words that must occur, phrases in double quotes; the last word may go on',
  ),
  ...sharedAggregateParameters,
  idempotencyKey,
  expect: parameter(
    'expect',
    { type: 'integer', minimum: 0, maximum: 1000 },
    'How many records must match: 412 otherwise',
  ),
  ifMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag the record must still have',
    schema: { type: 'string' },
  },
  ifAbsent: {
    name: 'If-None-Match',
    in: 'header',
    description: 'With *, a record that is there is not changed: 412',
    schema: { const: '*' },
  },
  ifNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag of the record as it is known already: 304 if it has no other by now',
    schema: { type: 'string' },
  },
}

/** How many records a list may give, where an entity allows another number than most. */
export function limitParameter(maximum: number): object {
  const schema = { type: 'integer', minimum: 1, maximum }
  return parameter('limit', schema, 'How many records at the most')
}

/** The names of the parameters that every list takes, in order. */
export const listParameters: readonly string[] = [
  'limit',
  'after',
  'before',
  'offset',
  'sort',
  'count',
  'fields',
  'include',
]

function parameter(name: string, schema: ValueSchema, description: string): object {
  return { name, in: 'query', description, schema }
}

const problem: ValueSchema = {
  type: 'object',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          path: { type: 'string' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
        required: ['path', 'code', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'instance'],
}

const pageInfo: ValueSchema = {
  type: 'object',
  properties: {
    next: { type: ['string', 'null'] },
    previous: { type: ['string', 'null'] },
    hasMore: { type: 'boolean' },
    total: { type: 'integer', minimum: 0 },
    totalIsMinimum: { const: true, description: 'There are more: an estimate ended before' },
  },
  required: ['next', 'previous', 'hasMore'],
}
