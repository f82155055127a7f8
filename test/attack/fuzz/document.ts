type Json = { readonly [name: string]: unknown }

/** One way into the server, as its document describes it. */
export interface Target {
  readonly method: string
  readonly path: string
  /** Named in the path, in their order. */
  readonly places: readonly string[]
  readonly query: readonly Parameter[]
  /** The names that a body may have, with their schemas; undefined where it takes none. */
  readonly body: { readonly [field: string]: Json } | undefined
}

export interface Parameter {
  readonly name: string
  readonly isDeep: boolean
  /** The operators of a filter. */
  readonly operators: readonly string[]
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** Every method of every path of an OpenAPI document. */
export function targetsOf(document: object): Target[] {
  const root = document as Json & { paths: Json }
  return Object.entries(root.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = (item as Json)[method] as Json | undefined
      if (operation === undefined) return []
      const parameters = [item as Json, operation].flatMap((one) =>
        ((one.parameters ?? []) as Json[]).map((parameter) => resolved(root, parameter)),
      )
      return [
        {
          method: method.toUpperCase(),
          path,
          places: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
          query: parameters
            .filter((parameter) => parameter.in === 'query')
            .map((parameter) => parameterOf(root, parameter)),
          body: bodyOf(root, operation),
        },
      ]
    }),
  )
}

function parameterOf(root: Json, { name, style, schema }: Json): Parameter {
  const whole = resolved(root, (schema ?? {}) as Json)
  const parts = [whole, ...((whole.allOf ?? []) as Json[]).map((part) => resolved(root, part))]
  const operators = parts.flatMap((part) => Object.keys((part.properties ?? {}) as Json))
  return { name: String(name), isDeep: style === 'deepObject', operators: [...new Set(operators)] }
}

function bodyOf(root: Json, operation: Json): Target['body'] {
  const request = operation.requestBody as Json | undefined
  if (request === undefined) return undefined
  const content = resolved(root, request).content as Json | undefined
  const schema = (content?.['application/json'] as Json | undefined)?.schema as Json | undefined
  const properties = resolved(root, schema ?? {}).properties as Json | undefined
  return Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, one]) => [name, resolved(root, one as Json)]),
  )
}

/** Follows references until there is none. */
export function resolved(root: Json, part: Json): Json {
  const { $ref } = part
  if (typeof $ref !== 'string') return part
  const found = $ref
    .replace('#/', '')
    .split('/')
    .reduce<unknown>((at, name) => (at as Json | undefined)?.[name], root)
  return resolved(root, (found ?? {}) as Json)
}
