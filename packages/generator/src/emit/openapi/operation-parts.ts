import type { AccessName, OperationName } from '@cambium/model'
import { callerCondition, impliesSignedIn } from '../caller-condition.ts'
import { recordFields } from '../entity-fields.ts'
import { withArticle } from '../header.ts'
import type { EntityPlan } from '../project-names.ts'
import { type ComponentNames, exampleRef, schemaRef } from './component-names.ts'
import { choiceValues, filterKind } from './filter-schemas.ts'
import type { ProblemCode } from './problem-responses.ts'

/** What any request may be refused with. */
export const everywhere: readonly ProblemCode[] = [
  'bad_request',
  'unauthenticated',
  'forbidden',
  'too_many_requests',
  'internal',
  'unavailable',
]
/** What one with a body may be refused with. */
export const withBody: readonly ProblemCode[] = ['too_large', 'unsupported_media_type', 'invalid']
/** What one about a record may be refused with. */
export const ofOne: readonly ProblemCode[] = ['not_found', 'conflict', 'precondition_failed']

/** The header of an answer with a new record. */
export const location: object = {
  Location: { description: 'The address of the new record', schema: { type: 'string' } },
}

/** What every operation says of itself: its name, its summary and whether it needs a token. */
export function head(
  plan: EntityPlan,
  operation: OperationName,
  { id, summary }: { id: string; summary: string },
): object {
  return {
    operationId: id,
    tags: [plan.entity.name],
    summary,
    security: needsToken(plan, operation) ? [{ bearer: [] }] : [{}, { bearer: [] }],
  }
}

/** True when the rule of an operation turns away everybody who is not signed in. */
function needsToken({ entity }: EntityPlan, operation: OperationName): boolean {
  const access: AccessName = operation === 'list' || operation === 'get' ? 'read' : operation
  const rule = entity.access[access]
  return rule === null || impliesSignedIn(callerCondition(rule))
}

/** A parameter for each field that can be filtered by. */
export function filterParameters({ entity }: EntityPlan, names: ComponentNames): object[] {
  return recordFields(entity).flatMap((field) => {
    const kind = filterKind(field)
    if (!kind) return []
    const operators = schemaRef(names.filter(kind))
    const values = choiceValues(field)
    const schema = values ? { allOf: [operators, values] } : operators
    return [{ name: field.name, in: 'query', style: 'deepObject', explode: true, schema }]
  })
}

/** The entity in a sentence: `a task`. */
export function wordsOf(plan: EntityPlan): string {
  return withArticle(plan.entity.names.words)
}

/** The header that binds a request to a version, for an entity that has them. */
export function versionParameter(
  { entity }: EntityPlan,
  name: 'ifMatch' | 'ifNoneMatch',
): object[] {
  return entity.versioned ? [parameterRef(name)] : []
}

/** The headers of an answer that holds one record. */
export function etag({ entity }: EntityPlan, headers: object = {}): object {
  const tag = { description: 'The version of the record', schema: { type: 'string' } }
  const all = { ...headers, ...(entity.versioned && { ETag: tag }) }
  return Object.keys(all).length > 0 ? { headers: all } : {}
}

/** A reference to a shared parameter. */
export function parameterRef(name: string): object {
  return { $ref: `#/components/parameters/${name}` }
}

/** An answer in JSON. */
export function json(description: string, schema: object): object {
  return { description, content: { 'application/json': { schema } } }
}

/** An answer that is one component. */
export function answer(names: ComponentNames, component: string, description: string): object {
  const content = { schema: schemaRef(component), ...exampleRef(names, component) }
  return { description, content: { 'application/json': content } }
}

/** A body of one component. */
export function body(names: ComponentNames, component: string): object {
  const content = { schema: schemaRef(component), ...exampleRef(names, component) }
  return { required: true, content: { 'application/json': content } }
}
