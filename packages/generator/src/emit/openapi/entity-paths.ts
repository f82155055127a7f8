import type { OperationName } from '@cambium/model'
import { memberLines } from '../../print/index.ts'
import { searchedFields } from '../../searching/index.ts'
import { pluralWords } from '../header.ts'
import { nestedLists } from '../nested-lists.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import { queryNames } from '../query-names.ts'
import { aggregateOperation } from './aggregate-operation.ts'
import { type ComponentNames, schemaRef } from './component-names.ts'
import { idSchema } from './entity-schemas.ts'
import { recordFilePaths } from './file-paths.ts'
import { furtherParameters } from './further-parameters.ts'
import { manyOperations } from './many-operations.ts'
import {
  answer,
  body,
  etag,
  everywhere,
  filterParameters,
  head,
  json,
  location,
  ofOne,
  parameterRef,
  versionParameter,
  withBody,
  wordsOf,
} from './operation-parts.ts'
import { refusals } from './problem-responses.ts'
import { recordLists } from './record-lists.ts'
import { limitParameter, listParameters, usualMaxPageSize } from './shared-components.ts'
import { upsertOperation } from './upsert-operation.ts'

/** The addresses of one resource, each with the operations it is served with. */
export function entityPaths(
  project: ProjectPlan,
  plan: EntityPlan,
  names: ComponentNames,
): { [path: string]: object } {
  const { rest, operations } = plan.entity
  if (!rest) return {}
  const base = `/api/${rest.path}`
  const offered = (name: OperationName, method: string): object =>
    operations.includes(name) ? { [method]: describe[name](plan, names, project) } : {}
  const many = manyOperations(plan, names)
  const collection = { ...offered('list', 'get'), ...offered('create', 'post'), ...many.collection }
  const record = {
    ...offered('get', 'get'),
    ...offered('update', 'patch'),
    ...offered('delete', 'delete'),
    ...upsertOperation(plan, names).byId,
  }
  const id = {
    parameters: [{ name: 'id', in: 'path', required: true, schema: idSchema(plan.entity) }],
  }
  const nested = nestedLists(project, plan).map(({ relation, target }) => [
    `${base}/{id}/${relation}`,
    { ...id, get: relatedList(plan, { relation, target, names }) },
  ])
  return {
    ...(Object.keys(collection).length > 0 && { [base]: collection }),
    ...(operations.includes('list') && { [`${base}/aggregate`]: { get: aggregates(plan, names) } }),
    ...(many.bulk && { [`${base}/bulk`]: many.bulk }),
    ...(Object.keys(record).length > 0 && { [`${base}/{id}`]: { ...id, ...record } }),
    ...upsertOperation(plan, names).byField,
    ...recordLists(project, plan, { base, id }),
    ...recordFilePaths(plan, { base, id }),
    ...Object.fromEntries(nested),
  }
}

type Describe = (plan: EntityPlan, names: ComponentNames, project: ProjectPlan) => object

const describe: { [operation in OperationName]: Describe } = {
  list: (plan, names, project) => ({
    ...head(plan, 'list', {
      id: queryNames(plan.entity).list,
      summary: `List ${pluralWords(plan.entity)}`,
    }),
    parameters: memberLines([
      ...pageParameters(plan),
      ...filterParameters(plan, names),
      ...furtherParameters(project, plan),
    ]),
    responses: {
      200: answer(names, names.page(plan.entity.name), 'One page'),
      ...refusals(...everywhere, 'invalid'),
    },
  }),
  get: (plan, names) => ({
    ...head(plan, 'get', { id: queryNames(plan.entity).get, summary: `Read ${wordsOf(plan)}` }),
    parameters: [
      parameterRef('fields'),
      parameterRef('include'),
      ...versionParameter(plan, 'ifNoneMatch'),
    ],
    responses: {
      200: { ...answer(names, plan.entity.name, 'The record'), ...etag(plan) },
      ...(plan.entity.versioned && { 304: { description: 'It is as it was known' } }),
      ...refusals(...everywhere, 'not_found'),
    },
  }),
  create: (plan, names) => ({
    ...head(plan, 'create', {
      id: queryNames(plan.entity).create,
      summary: `Create ${wordsOf(plan)}`,
    }),
    parameters: [parameterRef('idempotencyKey')],
    requestBody: body(names, plan.create),
    responses: {
      201: { ...answer(names, plan.entity.name, 'The new record'), ...etag(plan, location) },
      ...refusals(...everywhere, ...withBody, 'conflict', 'storage_full'),
    },
  }),
  update: (plan, names) => ({
    ...head(plan, 'update', {
      id: queryNames(plan.entity).update,
      summary: `Change ${wordsOf(plan)}`,
    }),
    parameters: [parameterRef('idempotencyKey'), ...versionParameter(plan, 'ifMatch')],
    requestBody: body(names, plan.update),
    responses: {
      200: { ...answer(names, plan.entity.name, 'The changed record'), ...etag(plan) },
      ...refusals(...everywhere, ...withBody, ...ofOne, 'storage_full'),
    },
  }),
  delete: (plan) => ({
    ...head(plan, 'delete', {
      id: queryNames(plan.entity).delete,
      summary: `Delete ${wordsOf(plan)}`,
    }),
    parameters: [parameterRef('idempotencyKey'), ...versionParameter(plan, 'ifMatch')],
    responses: {
      204: { description: 'It is gone' },
      ...refusals(...everywhere, ...ofOne, 'storage_full'),
    },
  }),
}

function relatedList(
  plan: EntityPlan,
  { relation, target, names }: { relation: string; target: EntityPlan; names: ComponentNames },
): object {
  const capital = relation.charAt(0).toUpperCase() + relation.slice(1)
  const id = `listRelated${plan.entity.name}${capital}`
  const summary = `List the ${relation} of ${wordsOf(plan)}`
  return {
    ...head(target, 'list', { id, summary }),
    description: `Takes the same filters as GET /api/${target.entity.rest?.path}.`,
    parameters: pageParameters(target),
    responses: {
      200: answer(names, names.page(target.entity.name), 'One page'),
      ...refusals(...everywhere, 'not_found', 'invalid'),
    },
  }
}

function aggregates(plan: EntityPlan, names: ComponentNames): object {
  return aggregateOperation(plan, {
    head: (words) => head(plan, 'list', words),
    filters: searchParameter(plan.entity),
    responses: {
      200: json('What the groups come to', schemaRef(names.aggregates)),
      ...refusals(...everywhere, 'invalid'),
    },
  })
}

function pageParameters({ entity }: EntityPlan): object[] {
  const { maxPageSize } = entity.list
  const page = listParameters.map((name) =>
    name === 'limit' && maxPageSize !== usualMaxPageSize
      ? limitParameter(maxPageSize)
      : parameterRef(name),
  )
  return [...page, ...searchParameter(entity)]
}

/** `q`, where there is something to search. */
function searchParameter(entity: EntityPlan['entity']): object[] {
  return searchedFields(entity).length > 0 ? [parameterRef('q')] : []
}
