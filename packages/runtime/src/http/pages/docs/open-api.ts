/** The keywords of JSON Schema that the pages show. */
export interface Schema {
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
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly description?: string
  readonly deprecated?: boolean
  readonly items?: Schema
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
}

export interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly style?: string
  readonly schema: Schema
}

export interface Response {
  readonly $ref?: string
  readonly description: string
  readonly content?: { readonly [mediaType: string]: { readonly schema?: Schema } }
}

export interface Operation {
  readonly operationId: string
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly security?: readonly object[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: { readonly [type: string]: { schema: Schema } } }
  readonly responses: { readonly [status: string]: Response }
}

/** The part of an OpenAPI document that the pages show. */
export interface OpenApi {
  readonly info: { readonly title: string; readonly description?: string }
  readonly tags?: readonly { readonly name: string; readonly description?: string }[]
  readonly paths: { readonly [path: string]: { readonly [method: string]: unknown } }
}

/** An operation with its address. */
export interface Endpoint {
  readonly method: string
  readonly path: string
  readonly operation: Operation
  /** Those of the path and its own, references resolved. */
  readonly parameters: readonly Parameter[]
}

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete']

/** The operations of a tag, in the order of the document. */
export function endpointsOf(document: OpenApi, tag: string): readonly Endpoint[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => (item[method] as Operation | undefined)?.tags?.includes(tag))
      .map((method) => {
        const operation = item[method] as Operation
        const shared = (item.parameters ?? []) as readonly Parameter[]
        const parameters = [...shared, ...(operation.parameters ?? [])]
        return {
          method: method.toUpperCase(),
          path,
          operation,
          parameters: parameters.map((parameter) => resolve(document, parameter)),
        }
      }),
  )
}

/** What a reference of the document leads to, or the thing itself. */
export function resolve<Thing extends { readonly $ref?: string }>(
  document: OpenApi,
  thing: Thing,
): Thing {
  if (thing.$ref === undefined) return thing
  let found: unknown = document
  for (const name of thing.$ref.split('/').slice(1)) {
    found = (found as { [name: string]: unknown } | undefined)?.[name]
  }
  return (found ?? {}) as Thing
}

/** The last part of a reference: the name of the component. */
export function referenceName({ $ref }: { readonly $ref?: string }): string | undefined {
  return $ref?.split('/').at(-1)
}
