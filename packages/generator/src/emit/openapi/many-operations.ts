import { memberLines } from '../../print/index.ts'
import { pluralWords } from '../header.ts'
import type { EntityPlan } from '../project-names.ts'
import { manyIds } from '../query-names.ts'
import { type ComponentNames, exampleRef, manyOf, schemaRef } from './component-names.ts'
import {
  body,
  everywhere,
  filterParameters,
  head,
  json,
  ofOne,
  parameterRef,
  withBody,
} from './operation-parts.ts'
import { refusals } from './problem-responses.ts'

/** The writes of many records: those on the address of the list, and the one on an address of its own. */
export interface ManyOperations {
  readonly collection: { readonly [method: string]: object }
  readonly bulk: object | null
}

/** The most records that one request may write. */
const maxMany = 1000

/** The writes of many records that an entity is served with. */
export function manyOperations(plan: EntityPlan, names: ComponentNames): ManyOperations {
  const { operations } = plan.entity
  const isListed = operations.includes('list')
  return {
    collection: {
      ...(isListed && operations.includes('update') && { patch: updateMatching(plan, names) }),
      ...(isListed && operations.includes('delete') && { delete: deleteMatching(plan, names) }),
    },
    bulk: operations.includes('create') ? { post: createMany(plan, names) } : null,
  }
}

function createMany(plan: EntityPlan, names: ComponentNames): object {
  const { name } = plan.entity
  const data = { type: 'array', minItems: 1, maxItems: maxMany, items: schemaRef(plan.create) }
  const schema = {
    type: 'object',
    properties: { data },
    required: ['data'],
    additionalProperties: false,
  }
  const created = { data: { type: 'array', items: schemaRef(name) } }
  return {
    ...head(plan, 'create', {
      id: manyIds(plan.entity).create,
      summary: `Create many ${pluralWords(plan.entity)}`,
    }),
    description: 'All of them or none: a refusal names the index of the record it is about.',
    parameters: [parameterRef('idempotencyKey')],
    requestBody: {
      required: true,
      content: { 'application/json': { schema, ...exampleRef(names, manyOf(plan.create)) } },
    },
    responses: {
      201: json('The new records', { type: 'object', properties: created, required: ['data'] }),
      ...refusals(...everywhere, ...withBody, 'conflict', 'storage_full'),
    },
  }
}

function updateMatching(plan: EntityPlan, names: ComponentNames): object {
  return {
    ...head(plan, 'update', {
      id: manyIds(plan.entity).update,
      summary: `Change the ${pluralWords(plan.entity)} that match`,
    }),
    ...matching(plan, names),
    requestBody: body(names, plan.update),
    responses: {
      200: json('What was changed', matched),
      ...refusals(...everywhere, ...withBody, ...ofOne, 'storage_full'),
    },
  }
}

function deleteMatching(plan: EntityPlan, names: ComponentNames): object {
  return {
    ...head(plan, 'delete', {
      id: manyIds(plan.entity).delete,
      summary: `Delete the ${pluralWords(plan.entity)} that match`,
    }),
    ...matching(plan, names),
    responses: {
      200: json('What was deleted', matched),
      ...refusals(...everywhere, ...ofOne, 'invalid', 'storage_full'),
    },
  }
}

function matching(plan: EntityPlan, names: ComponentNames): object {
  return {
    description: `A filter is required. All of them or none, and ${maxMany} at the most.`,
    parameters: memberLines([
      parameterRef('idempotencyKey'),
      parameterRef('expect'),
      ...filterParameters(plan, names),
    ]),
  }
}

const matched: object = {
  type: 'object',
  properties: {
    count: { type: 'integer', minimum: 0, maximum: maxMany },
    ids: { type: 'array', items: { type: ['string', 'integer'] } },
  },
  required: ['count', 'ids'],
  examples: [{ count: 1, ids: ['01939c5e-8a00-7000-8000-000000000001'] }],
}
