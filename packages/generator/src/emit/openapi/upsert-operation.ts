import type { EntityPlan } from '../project-names.ts'
import { queryNames, upsertField } from '../query-names.ts'
import { type ComponentNames, exampleRef, schemaRef } from './component-names.ts'
import {
  answer,
  etag,
  everywhere,
  head,
  location,
  ofOne,
  parameterRef,
  versionParameter,
  withBody,
  wordsOf,
} from './operation-parts.ts'
import { refusals } from './problem-responses.ts'

/** The upsert of an entity: on the address of a record, or on one with the field that names it. */
export function upsertOperation(
  plan: EntityPlan,
  names: ComponentNames,
): { byId: object; byField: object } {
  const field = upsertField(plan.entity)
  if (field === null) return { byId: {}, byField: {} }
  const operation = describe(plan, names, field)
  if (field === 'id') return { byId: { put: operation }, byField: {} }
  const path = `/api/${plan.entity.rest?.path}/${field}/{${field}}`
  const parameter = { name: field, in: 'path', required: true, schema: { type: 'string' } }
  return { byId: {}, byField: { [path]: { parameters: [parameter], put: operation } } }
}

function describe(plan: EntityPlan, names: ComponentNames, field: string): object {
  const record = plan.entity.name
  return {
    ...head(plan, 'create', {
      id: queryNames(plan.entity).upsert,
      summary: `Create ${wordsOf(plan)}, or change the one with this ${field}`,
    }),
    description:
      'Creates with what a create needs. Changes what the body names and keeps the rest.',
    parameters: [
      parameterRef('idempotencyKey'),
      ...versionParameter(plan, 'ifMatch'),
      parameterRef('ifAbsent'),
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { anyOf: [schemaRef(plan.create), schemaRef(plan.update)] },
          ...exampleRef(names, plan.create),
        },
      },
    },
    responses: {
      200: { ...answer(names, record, 'The changed record'), ...etag(plan) },
      201: { ...answer(names, record, 'The new record'), ...etag(plan, location) },
      ...refusals(...everywhere, ...withBody, ...ofOne, 'storage_full'),
    },
  }
}
