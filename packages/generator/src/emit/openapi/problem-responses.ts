import { type ComponentNames, schemaRef } from './component-names.ts'

interface ProblemKind {
  readonly status: number
  readonly title: string
  /** What an answer says in `detail`, for example. */
  readonly detail: string
  readonly errors?: readonly { path: string; code: string; message: string }[]
  readonly headers?: object
}

/** The word a client can tell a refusal by. */
export type ProblemCode =
  | 'bad_request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'precondition_failed'
  | 'too_large'
  | 'unsupported_media_type'
  | 'range_not_satisfiable'
  | 'invalid'
  | 'too_many_requests'
  | 'internal'
  | 'unavailable'
  | 'storage_full'

/** Every code the runtime can refuse with; a test holds this to its table. */
export const problemKinds: { readonly [code in ProblemCode]: ProblemKind } = {
  bad_request: {
    status: 400,
    title: 'The request is malformed',
    detail: '"limit" must be from 1 to 100',
    errors: [{ path: 'limit', code: 'invalid_value', message: '"limit" must be from 1 to 100' }],
  },
  unauthenticated: {
    status: 401,
    title: 'Sign in first',
    detail: 'Sign in first',
    headers: header('WWW-Authenticate', 'How to sign in'),
  },
  forbidden: { status: 403, title: 'You may not do this', detail: 'You may not do this' },
  not_found: {
    status: 404,
    title: 'There is no such record',
    detail: 'There is no such record, or none you may see',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take that method',
    detail: 'This address takes GET, POST',
    headers: header('Allow', 'The methods this address takes'),
  },
  conflict: {
    status: 409,
    title: 'This is in conflict with what is stored',
    detail: 'Another record has this value already',
  },
  precondition_failed: {
    status: 412,
    title: 'The record was changed in the meantime',
    detail: 'The record has another version by now',
  },
  too_large: {
    status: 413,
    title: 'The request is too large',
    detail: 'The body is larger than 1 MiB',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Send application/json',
    detail: 'Send the body as content-type: application/json',
  },
  range_not_satisfiable: {
    status: 416,
    title: 'The file has no such part',
    detail: 'The file has 1024 bytes',
    headers: header('Content-Range', 'How long the file is'),
  },
  invalid: {
    status: 422,
    title: 'The values are not valid',
    detail: 'One field is not valid',
    errors: [{ path: 'name', code: 'required', message: 'is required' }],
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    detail: 'Try again in 5 seconds',
    headers: header('Retry-After', 'Seconds to wait'),
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    detail: 'Something went wrong on our side',
  },
  unavailable: {
    status: 503,
    title: 'A service this needs is not answering',
    detail: 'The database is busy',
    headers: header('Retry-After', 'Seconds to wait'),
  },
  storage_full: {
    status: 507,
    title: 'There is no space left to store this',
    detail: 'There is no space left to store this',
  },
}

/** The answers to what is refused: one for each code, and `refused` for any of them. */
export function problemComponents(names: ComponentNames): { [component: string]: object } {
  const named = Object.entries<ProblemKind>(problemKinds).map(([code, kind]) => [
    code,
    problemResponse(code, kind, names),
  ])
  return { ...Object.fromEntries(named), refused: anyProblem(names) }
}

/** References to these answers by their status, and whatever else may come by `default`. */
export function refusals(...codes: readonly ProblemCode[]): { [status: string]: object } {
  const byStatus = codes.map((code) => [problemKinds[code].status, responseRef(code)])
  return { ...Object.fromEntries(byStatus), default: responseRef('refused') }
}

function problemResponse(code: string, kind: ProblemKind, names: ComponentNames): object {
  const { status, title, detail, errors, headers } = kind
  const type = `/problems/${code.replaceAll('_', '-')}`
  const instance = 'cf79b778-e412-4b9d-96f0-1be61aeb3305'
  const example = { type, title, status, detail, instance, ...(errors && { errors }) }
  const narrowed = { properties: { type: { const: type }, status: { const: status } } }
  const schema = { allOf: [schemaRef(names.problem), narrowed] }
  return {
    description: title,
    ...(headers && { headers }),
    content: { 'application/problem+json': { schema, example } },
  }
}

function anyProblem(names: ComponentNames): object {
  return {
    description: 'Refused for another reason; the body says why',
    content: { 'application/problem+json': { schema: schemaRef(names.problem) } },
  }
}

function responseRef(name: string): object {
  return { $ref: `#/components/responses/${name}` }
}

function header(name: string, description: string): object {
  return { [name]: { description, schema: { type: 'string' } } }
}
