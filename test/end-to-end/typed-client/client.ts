import type { components, operations } from './api.ts'

type Schemas = components['schemas']
export type Product = Schemas['Product']
export type Problem = Schemas['Problem']

type Query<Name extends keyof operations> = NonNullable<operations[Name]['parameters']['query']>
type Body<Name extends keyof operations> = operations[Name] extends {
  requestBody: { content: { 'application/json': infer Input } }
}
  ? Input
  : never

/** What came back: what was asked for, or the problem that the document describes. */
export type Answer<Value> =
  | { ok: true; status: number; value: Value }
  | { ok: false; status: number; problem: Problem }

/** A small client of the shop, every type of it generated. */
export function createClient(origin: string, token: string | undefined) {
  async function call<Value>(method: string, path: string, body?: object): Promise<Answer<Value>> {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const { ok, status } = response
    const type = response.headers.get('content-type') ?? ''
    if (ok) return { ok, status, value: (await response.json()) as Value }
    if (!type.startsWith('application/problem+json')) throw new Error(`${status} as ${type}`)
    return { ok: false, status, problem: (await response.json()) as Problem }
  }

  return {
    listProducts: (query: Query<'listProducts'>) =>
      call<Schemas['ProductPage']>('GET', `/api/products?${searchOf(query)}`),
    createProduct: (input: Body<'createProduct'>) => call<Product>('POST', '/api/products', input),
    getProduct: (id: operations['getProduct']['parameters']['path']['id']) =>
      call<Product>('GET', `/api/products/${encodeURIComponent(id)}`),
    updateProduct: (id: string, input: Body<'updateProduct'>) =>
      call<Product>('PATCH', `/api/products/${encodeURIComponent(id)}`, input),
  }
}

/** `{ price: { gt: 5 } }` becomes `price[gt]=5`, as `style: deepObject` says. */
function searchOf(query: object): string {
  const pairs = Object.entries(query).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, item]) => [`${name}[${key}]`, String(item)])
      : [[name, String(value)]],
  )
  return new URLSearchParams(pairs as [string, string][]).toString()
}
