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
    return path && collection ? [describe(document, entity, path)] : []
  })
}

function readJson<Value>(path: string): Value {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function describe(document: ApiDocument, entity: EntityIR, path: string): ServedEntity {
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

function isReference(field: FieldIR): boolean {
  return field.reference !== null
}
