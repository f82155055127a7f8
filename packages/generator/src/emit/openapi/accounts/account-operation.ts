import { everywhere, json, withBody } from '../operation-parts.ts'
import { type ProblemCode, refusals } from '../problem-responses.ts'
import { accountAnswers } from './account-answers.ts'

/** What the accounts are told apart by in the document. */
export const accountTag: { name: string; description: string } = {
  name: 'Accounts',
  description: 'Making an account, signing in and out, and what belongs to it.',
}

/** One address of the accounts, in a few words. */
export interface AccountOperation {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** Under `/api/auth`, with `{name}` for parts that vary. */
  readonly path: string
  readonly id: string
  readonly summary: string
  /** What may be sent; a name that ends in `?` may be left out. */
  readonly body?: { readonly [name: string]: object }
  /** Query parameters, in the same way. */
  readonly query?: { readonly [name: string]: object }
  /** What comes back: JSON, as `accountAnswers` has it, unless it says otherwise. */
  readonly answer?: 'page' | 'failure' | 'redirect' | 'nothing' | 'created'
  /** Anybody may ask; others need a session. */
  readonly isOpen?: boolean
  readonly refusals?: readonly ProblemCode[]
  /** A form, as the protocols of signing in have it. */
  readonly isForm?: boolean
}

/** The operation as the document has it. */
export function accountOperation(operation: AccountOperation): object {
  const { id, summary, body, query = {}, isOpen = false } = operation
  const codes: ProblemCode[] = [
    ...everywhere,
    ...(body ? withBody : []),
    ...(operation.refusals ?? []),
  ]
  return {
    // Beside those of entities, which may be called Session or Role.
    operationId: `auth${id.charAt(0).toUpperCase()}${id.slice(1)}`,
    tags: [accountTag.name],
    summary,
    security: isOpen ? [{}] : [{ session: [] }, { bearer: [] }],
    ...(Object.keys(query).length > 0 && { parameters: Object.entries(query).map(parameter) }),
    ...(body && { requestBody: requestBody(operation, body) }),
    // A page says itself what was wrong.
    responses: { ...refusals(...codes), ...answers(operation) },
  }
}

/** The parts of the path that vary. */
export function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', maxLength: 200 },
  }))
}

function parameter([written, schema]: [string, object]): object {
  const name = written.replace(/\?$/, '')
  return { name, in: 'query', required: name === written, schema }
}

function requestBody({ isForm }: AccountOperation, body: { [name: string]: object }): object {
  const names = Object.keys(body)
  const schema = {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(body).map(([name, value]) => [name.replace(/\?$/, ''), value]),
    ),
    required: names.filter((name) => !name.endsWith('?')),
  }
  const examples = { sample: { value: sampleOf(body) } }
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
  return { required: true, content: { [type]: { schema, examples } } }
}

function sampleOf(body: { readonly [name: string]: object }): object {
  const entries = Object.entries(body).flatMap(([name, schema]) => {
    const { examples = [] } = schema as { examples?: readonly unknown[] }
    return examples.length > 0 ? [[name.replace(/\?$/, ''), examples[0]]] : []
  })
  return Object.fromEntries(entries)
}

function answers({ id, answer }: AccountOperation): object {
  if (answer === 'nothing') return { 204: { description: 'Done' } }
  if (answer === 'page') return { 200: page, 422: page }
  if (answer === 'failure') return { 302: redirect, 400: failure }
  if (answer === 'redirect') return { 302: redirect }
  const schema = accountAnswers[id]
  if (schema === undefined) throw new Error(`Nobody wrote down what "${id}" answers`)
  return answer === 'created' ? { 201: json('Made', schema) } : { 200: json('Done', schema) }
}

const page: object = {
  description: 'A page',
  content: { 'text/html': { schema: { type: 'string' } } },
}

const failure: object = {
  description: 'A page that says what went wrong, or a problem',
  content: {
    'text/html': { schema: { type: 'string' } },
    'application/problem+json': { schema: { type: 'object' } },
  },
}

const redirect: object = {
  description: 'Go on there',
  headers: { Location: { schema: { type: 'string' } } },
}
