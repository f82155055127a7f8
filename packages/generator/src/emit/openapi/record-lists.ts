import { callerCondition, impliesSignedIn } from '../caller-condition.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import { servesAccess, servesHistory } from '../record-lists.ts'
import {
  everywhere,
  head,
  json,
  ofOne,
  parameterRef,
  withBody,
  wordsOf,
} from './operation-parts.ts'
import { refusals } from './problem-responses.ts'

interface Address {
  base: string
  /** The id in the address. */
  id: object
}

/** The addresses of what is kept beside a record: its access list and its history. */
export function recordLists(
  project: ProjectPlan,
  plan: EntityPlan,
  { base, id }: Address,
): { [path: string]: object } {
  return {
    ...(servesAccess(project, plan) && { [`${base}/{id}/access`]: { ...id, ...access(plan) } }),
    ...(servesHistory(project, plan) && {
      [`${base}/{id}/history`]: { ...id, get: history(plan) },
    }),
  }
}

const right: object = { type: 'string', enum: ['read', 'write'] }
const who: object = { type: 'string', minLength: 1, maxLength: 255 }

const entry: object = {
  oneOf: [
    entryOf('user', { ...who, description: 'The id of a user' }),
    entryOf('role', { ...who, description: 'Everybody with this role' }),
    entryOf('everyone', { const: true, description: 'Everybody who is signed in' }),
  ],
}

const list: object = {
  type: 'object',
  properties: { data: { type: 'array', maxItems: 1000, items: entry } },
  required: ['data'],
  additionalProperties: false,
  examples: [{ data: [{ user: '01939c5e-8a00-7000-8000-000000000001', right: 'read' }] }],
}

function entryOf(name: string, schema: object): object {
  return {
    type: 'object',
    properties: { [name]: schema, right },
    required: [name, 'right'],
    additionalProperties: false,
  }
}

function access(plan: EntityPlan): object {
  const { name } = plan.entity
  const words = wordsOf(plan)
  const answer = { 200: json('The access list as it is now', list) }
  return {
    get: {
      ...said(plan, `list${name}Access`, `Who was given a right on ${words}`),
      responses: { ...answer, ...refusals(...everywhere, 'not_found') },
    },
    put: {
      ...said(plan, `set${name}Access`, `Make the access list of ${words} exactly this`),
      parameters: [parameterRef('idempotencyKey')],
      requestBody: { required: true, content: { 'application/json': { schema: list } } },
      responses: { ...answer, ...refusals(...everywhere, ...withBody, ...ofOne, 'storage_full') },
    },
    delete: {
      ...said(plan, `remove${name}Access`, `Take entries out of the access list of ${words}`),
      description: 'Those with this subject and this right; all of them without any parameter.',
      parameters: [
        parameterRef('idempotencyKey'),
        query('user', who),
        query('role', who),
        query('everyone', { const: 'true' }),
        query('right', right),
      ],
      responses: { ...answer, ...refusals(...everywhere, ...ofOne, 'storage_full') },
    },
  }
}

/** Said as of a read, but for who needs a token: that is a matter of the rule `share`. */
function said(plan: EntityPlan, id: string, summary: string): object {
  const { share } = plan.entity
  const needsToken = share === undefined || impliesSignedIn(callerCondition(share))
  const security = needsToken ? [{ bearer: [] }] : [{}, { bearer: [] }]
  return { ...head(plan, 'get', { id, summary }), security }
}

function query(name: string, schema: object): object {
  return { name, in: 'query', schema }
}

function history(plan: EntityPlan): object {
  const entries = {
    type: 'object',
    properties: {
      id: { type: 'string' },
      operation: { type: 'string', enum: ['create', 'update', 'delete'] },
      version: { type: ['integer', 'null'] },
      actor: { type: ['string', 'null'], description: 'The id of who did it' },
      at: { type: 'string', format: 'date-time' },
      changes: { type: 'object', description: 'The values it set, those that you may see' },
    },
    required: ['id', 'operation', 'version', 'actor', 'at', 'changes'],
  }
  const page = {
    type: 'object',
    properties: { next: { type: ['string', 'null'] }, hasMore: { type: 'boolean' } },
    required: ['next', 'hasMore'],
  }
  const schema = {
    type: 'object',
    properties: { data: { type: 'array', items: entries }, page },
    required: ['data', 'page'],
  }
  const { name } = plan.entity
  const summary = `What was done to ${wordsOf(plan)}`
  return {
    ...head(plan, 'get', { id: `list${name}History`, summary }),
    parameters: [
      query('limit', { type: 'integer', minimum: 1, maximum: 100, default: 20 }),
      query('after', { type: 'string', maxLength: 64 }),
    ],
    responses: { 200: json('The last first', schema), ...refusals(...everywhere, 'not_found') },
  }
}
