/** The keywords of JSON Schema that the documents use. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly multipleOf?: number
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: { readonly [name: string]: JsonSchema }
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly minProperties?: number
  readonly allOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
}

export interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly style?: string
  readonly schema: JsonSchema
}

interface Content {
  readonly [mediaType: string]: { readonly schema: JsonSchema }
}

export interface Response {
  readonly $ref?: string
  readonly content?: Content
}

interface OperationObject {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: SentContent }
  readonly responses: { readonly [status: string]: Response }
}

interface SentContent {
  readonly [type: string]: {
    readonly schema: JsonSchema
    readonly examples?: { readonly sample?: { readonly $ref?: string; readonly value?: unknown } }
  }
}

/** The part of an OpenAPI document that the tests read. */
export interface OpenApiDocument {
  readonly tags: readonly { readonly name: string }[]
  readonly paths: {
    /** Operations by method, and beside them the `parameters` of all of them. */
    readonly [path: string]: { readonly [method: string]: OperationObject | readonly Parameter[] }
  }
  readonly components: {
    readonly schemas: { readonly [name: string]: JsonSchema }
    readonly examples: { readonly [name: string]: { readonly value: unknown } }
  }
}

/** One operation with everything said about it in one place. */
export interface Operation {
  readonly id: string
  readonly tag: string
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body?: JsonSchema
  /** A whole body that may be sent. */
  readonly sample?: unknown
  readonly responses: { readonly [status: string]: Response }
}

/** Every operation of a document, in its order, with the parameters of its path and references resolved. */
export function operationsOf(document: OpenApiDocument): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      if (!('operationId' in operation)) return []
      const { parameters: ofPath = [] } = item
      const shared = 'operationId' in ofPath ? [] : ofPath
      return [describe(document, { method, path, operation, shared })]
    }),
  )
}

interface Place {
  readonly method: string
  readonly path: string
  readonly operation: OperationObject
  /** The parameters of the path. */
  readonly shared: readonly Parameter[]
}

function describe(document: OpenApiDocument, place: Place): Operation {
  const { method, path, operation, shared } = place
  const parameters = [...shared, ...(operation.parameters ?? [])]
  const responses = Object.entries(operation.responses)
  const sent = operation.requestBody?.content['application/json']
  const body = sent?.schema
  const sample = sent?.examples?.sample
  return {
    id: operation.operationId,
    tag: operation.tags[0] ?? '',
    method: method.toUpperCase(),
    path,
    parameters: parameters.map((parameter) => resolve(document, parameter)),
    ...(body && { body }),
    ...(sample && { sample: resolve(document, sample).value }),
    responses: Object.fromEntries(
      responses.map(([status, response]) => [status, resolve(document, response)]),
    ),
  }
}

/** What a reference leads to, or the thing itself. */
export function resolve<Thing extends { readonly $ref?: string }>(
  document: OpenApiDocument,
  thing: Thing,
): Thing {
  if (thing.$ref === undefined) return thing
  const names = thing.$ref.split('/').slice(1)
  let found: unknown = document
  for (const name of names) found = (found as { [name: string]: unknown } | undefined)?.[name]
  if (found === undefined) throw new Error(`The document has no ${thing.$ref}`)
  return resolve(document, found as Thing)
}

/** A file of a record: no relation, and nothing to sort by. */
export const fileSchema = '#/components/schemas/File'

/** The schema that a property refers to: a related record, records, or a file. */
export function targetOf(property: JsonSchema | undefined): string | undefined {
  const { oneOf, items } = property ?? {}
  return oneOf?.find(({ $ref }) => $ref !== undefined)?.$ref ?? items?.$ref
}
