import type { EntityIR, FieldIR, ModelIR } from '@cambium/model'
import { memberLines } from '../../print/index.ts'
import {
  createFields,
  isAcceptedOnUpdate,
  isRequiredOnCreate,
  isReturned,
  linkInputs,
  recordFields,
} from '../entity-fields.ts'
import { fieldSchema, idListSchema, keySchema, type ValueSchema } from '../field-schema.ts'
import { isFileField } from '../file-fields.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import { sampleValue } from '../sample-value.ts'
import { type ComponentNames, schemaRef } from './component-names.ts'
import { answeredFile, namedFile } from './file-paths.ts'

/** The component schemas of one entity: what is answered, what is sent, and a page of a list. */
export function entitySchemas(
  project: ProjectPlan,
  plan: EntityPlan,
  names: ComponentNames,
): { [component: string]: object } {
  const { entity } = plan
  const { operations } = entity
  return {
    [entity.name]: recordSchema(project, plan, names),
    ...(operations.includes('create') && { [plan.create]: createSchema(project, plan) }),
    ...(operations.includes('update') && { [plan.update]: updateSchema(project, plan) }),
    ...(operations.includes('list') && { [names.page(entity.name)]: pageSchema(entity, names) }),
  }
}

function recordSchema(project: ProjectPlan, plan: EntityPlan, names: ComponentNames): object {
  const { entity } = plan
  const fields = recordFields(entity).filter(isReturned)
  const ruled = new Set(entity.fieldAccess.filter(({ read }) => read).map(({ field }) => field))
  const properties = fields.map((field) => [
    field.name,
    field.name === 'id' ? idSchema(entity) : answered(project, field, names),
  ])
  return {
    type: 'object',
    ...(entity.doc && { description: entity.doc }),
    properties: memberLines({ ...Object.fromEntries(properties), ...relationSchemas(entity) }),
    required: memberLines(fields.map(({ name }) => name).filter((name) => !ruled.has(name))),
  }
}

function answered(project: ProjectPlan, field: FieldIR, names: ComponentNames): ValueSchema {
  if (!isFileField(field)) return described(project, field)
  return { ...answeredFile(field, names), ...(field.doc && { description: field.doc }) }
}

/** What \`include\` can add. */
function relationSchemas(entity: EntityIR): { [relation: string]: object } {
  const one = (target: string): object => ({ oneOf: [schemaRef(target), { type: 'null' }] })
  const many = (target: string): object => ({ type: 'array', items: schemaRef(target) })
  return Object.fromEntries([
    ...entity.fields.flatMap(({ reference }) =>
      reference ? [[reference.relation, one(reference.target)]] : [],
    ),
    ...entity.manyToMany.map(({ name, target }) => [name, many(target)]),
    ...entity.inverses.map(({ name, source, kind }) => [
      name,
      kind === 'one' ? one(source) : many(source),
    ]),
  ])
}

function createSchema(project: ProjectPlan, { entity }: EntityPlan): object {
  const fields = createFields(entity)
  const links = linkInputs(entity)
  const required = [
    ...fields.filter(isRequiredOnCreate).map(({ name }) => name),
    ...links.filter((link) => link.required).map(({ input }) => input),
  ]
  return {
    ...inputSchema(project, { entity, fields: fields.map(atFirst) }),
    ...(required.length > 0 && { required: memberLines(required) }),
    additionalProperties: false,
  }
}

/**
 * What is special about a new record: a choice with transitions has only one value to begin with, and a default is told
 * in words. As the keyword `default`, generators of clients take it for a member that is always there.
 */
function atFirst(field: FieldIR): FieldIR {
  const { choice, default: preset, doc } = field
  if (!preset || !('literal' in preset)) return field
  const words = `${JSON.stringify(preset.literal)} if left out.`
  const values = choice?.transitions ? [String(preset.literal)] : choice?.values
  return {
    ...field,
    ...(choice && values && { choice: { ...choice, values } }),
    doc: doc ? `${doc} ${words}` : words,
  }
}

/** The schema of what a create may send for a field. */
export function schemaAtFirst(model: ModelIR, field: FieldIR): ValueSchema {
  return fieldSchema(model, atFirst(field))
}

function updateSchema(project: ProjectPlan, { entity }: EntityPlan): object {
  const fields = entity.fields.filter(isAcceptedOnUpdate)
  return {
    ...inputSchema(project, { entity, fields }),
    minProperties: 1,
    additionalProperties: false,
  }
}

function inputSchema(
  project: ProjectPlan,
  { entity, fields }: { entity: EntityIR; fields: readonly FieldIR[] },
): object {
  const links = linkInputs(entity).map(({ input, target, required, doc }) => [
    input,
    { ...idListSchema(project.model, target, required), ...(doc && { description: doc }) },
  ])
  const properties = fields.map((field) => [
    field.name,
    isFileField(field) ? namedFile(field) : described(project, field),
  ])
  return {
    type: 'object',
    properties: memberLines(Object.fromEntries([...properties, ...links])),
  }
}

function described({ model }: ProjectPlan, field: FieldIR): ValueSchema {
  const { normalise: _, ...schema } = withExactIntegers(field, fieldSchema(model, field))
  const values = schema.enum
  return {
    ...schema,
    ...(Array.isArray(values) && field.nullable && { enum: [...values, null] }),
    ...(field.doc && { description: field.doc }),
    ...(field.deprecated && { deprecated: true }),
    ...example(field),
  }
}

/** Beyond these numbers JSON is not exact everywhere, and the server refuses them. */
function withExactIntegers({ value }: FieldIR, schema: ValueSchema): ValueSchema {
  if (value !== 'integer' || schema.$ref) return schema
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema
  return { ...schema, minimum, maximum }
}

/** A value made up for the kind of the field, where its type alone would not tell how one looks. */
function example(field: FieldIR): { examples?: unknown[] } {
  const isPlain = field.value === 'boolean' || field.value === 'integer' || field.value === 'number'
  if (field.choice || field.reference || field.computed || isPlain) return {}
  const value = sampleValue(field, 1)
  return value === null ? {} : { examples: [value] }
}

function pageSchema({ name }: EntityIR, names: ComponentNames): object {
  return {
    type: 'object',
    properties: {
      data: { type: 'array', items: schemaRef(name) },
      page: schemaRef(names.pageInfo),
    },
    required: ['data', 'page'],
  }
}

/** The schema of an id in an address. */
export function idSchema({ key }: EntityIR): ValueSchema {
  return keySchema(key)
}
