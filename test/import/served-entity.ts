import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EntityIR, FieldIR, ModelIR } from '@cambium/model/ir'
import type { ValueSchema } from './made-up-value.ts'

/** An entity as its API offers it: where, what it takes, and what has to be there before. */
export interface ServedEntity {
  name: string
  entity: EntityIR
  /** `/api/products` */
  path: string
  /** What `POST` and `PATCH` take; `null` where the entity does not offer it. */
  create: ValueSchema | null
  update: ValueSchema | null
  canDelete: boolean
  references: ServedReference[]
  keyReferences: ServedKeyReference[]
}

/** A property of the input that holds ids of another entity. */
export interface ServedReference {
  property: string
  target: string
  /** Without it nothing can be created. */
  required: boolean
  /** Several ids. */
  many: boolean
}

/** Properties that together hold the key of another entity. */
export interface ServedKeyReference {
  target: string
  required: boolean
  parts: { property: string; targetProperty: string }[]
}

interface Operation {
  requestBody?: { content: { 'application/json'?: { schema: ValueSchema } } }
}

interface ApiDocument {
  paths: { [path: string]: { [method: string]: Operation | undefined } }
  components: { schemas: { [name: string]: ValueSchema } }
}

/** Entities of a generated project that its OpenAPI document offers. */
export function readServedEntities(folder: string): ServedEntity[] {
  const model: ModelIR = readJson(join(folder, '.cambium/model.json'))
  const document: ApiDocument = readJson(join(folder, 'openapi.gen.json'))
  return model.entities.flatMap((entity) => {
    const path = entity.rest && `/api/${entity.rest.path.replace(/^\/?(api\/)?/, '')}`
    const collection = path === null ? undefined : document.paths[path]
    return path && collection ? [describe({ model, document }, entity, path)] : []
  })
}

function readJson<Value>(path: string): Value {
  return JSON.parse(readFileSync(path, 'utf8'))
}

interface Project {
  model: ModelIR
  document: ApiDocument
}

function describe({ model, document }: Project, entity: EntityIR, path: string): ServedEntity {
  const single = document.paths[`${path}/{id}`]
  const create = bodySchema(document, document.paths[path]?.post)
  const update = bodySchema(document, single?.patch)
  return {
    name: entity.name,
    entity,
    path,
    create,
    update,
    canDelete: single?.delete !== undefined,
    references: create ? referencesOf(entity, create) : [],
    keyReferences: create ? keyReferencesOf(model, entity, create) : [],
  }
}

function bodySchema(document: ApiDocument, operation?: Operation): ValueSchema | null {
  const schema = operation?.requestBody?.content['application/json']?.schema
  const found = schema?.$ref ?? schema?.oneOf?.find(({ $ref }) => $ref)?.$ref
  const name = found?.split('/').at(-1)
  return (name ? document.components.schemas[name] : schema) ?? null
}

function referencesOf(entity: EntityIR, create: ValueSchema): ServedReference[] {
  const { properties = {}, required = [] } = create
  const ones = entity.fields.filter(isReference).map((field) => ({
    property: field.name,
    target: field.reference?.target ?? '',
    required: required.includes(field.name),
    many: false,
  }))
  const manies = entity.manyToMany.map(({ input, target }) => ({
    property: input,
    target,
    required: required.includes(input),
    many: true,
  }))
  return [...ones, ...manies].filter(({ property }) => property in properties)
}

function keyReferencesOf(
  model: ModelIR,
  entity: EntityIR,
  { required = [] }: ValueSchema,
): ServedKeyReference[] {
  return entity.fields.flatMap(({ reference }) => {
    if (!reference?.fields) return []
    const key = model.entities.find(({ name }) => name === reference.target)?.key
    const names = key?.kind === 'composite' ? key.fields : ['id']
    const parts = reference.fields.map((property, at) => ({
      property,
      targetProperty: names[at] ?? '',
    }))
    return {
      target: reference.target,
      required: parts.every(({ property }) => required.includes(property)),
      parts,
    }
  })
}

function isReference(field: FieldIR): boolean {
  return field.reference !== null
}
