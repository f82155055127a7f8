import { AppError } from '../../errors/index.ts'
import { placeRefusal } from '../../operation/index.ts'

/** One request of a batch, as the caller wrote it. */
export interface BatchOperation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As in an address: `/api/tasks/1?fields=id`. */
  readonly path: string
  readonly body?: unknown
  /** `if-match` and `if-none-match` only, in lower case. */
  readonly headers: { readonly [name: string]: string }
}

/** How many operations a batch may have. */
export const maxOperations = 100

const methods: readonly unknown[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const members = ['method', 'path', 'body', 'headers']
const headerNames = ['if-match', 'if-none-match']
const maxPathLength = 2000

/** The operations of a body `{ "operations": [{ method, path, body, headers }] }`; 422 for anything else. */
export function readOperations(body: { readonly operations?: unknown }): BatchOperation[] {
  const { operations, ...rest } = body
  const [unknown] = Object.keys(rest)
  if (unknown !== undefined) throw wrong(unknown, 'is not known here: send { "operations": [...] }')
  if (!Array.isArray(operations)) throw wrong('operations', 'must be a list')
  if (operations.length === 0 || operations.length > maxOperations) {
    throw wrong('operations', `must hold 1 to ${maxOperations} operations`)
  }
  return operations.map((operation, index) => {
    try {
      return readOperation(operation)
    } catch (error) {
      throw placeRefusal(error, { name: 'operations', index })
    }
  })
}

function readOperation(operation: unknown): BatchOperation {
  if (!isObject(operation)) throw wrong('', 'must be an object')
  const { method, path, body, headers = {} } = operation
  const unknown = Object.keys(operation).find((name) => !members.includes(name))
  if (unknown !== undefined) throw wrong(unknown, `is not known here: ${members.join(', ')} are`)
  if (!methods.includes(method)) throw wrong('method', `must be one of ${methods.join(', ')}`)
  if (typeof path !== 'string' || !path.startsWith('/api/') || path.length > maxPathLength) {
    throw wrong('path', 'must be an address that begins with /api/')
  }
  return {
    method: method as BatchOperation['method'],
    path,
    headers: readHeaders(headers),
    ...(body !== undefined && { body }),
  }
}

function readHeaders(headers: unknown): { [name: string]: string } {
  if (!isObject(headers)) throw wrong('headers', 'must be an object')
  const read = Object.entries(headers).map(([name, value]) => {
    const lower = name.toLowerCase()
    if (!headerNames.includes(lower) || typeof value !== 'string') {
      throw wrong('headers', 'may hold If-Match and If-None-Match, each a text')
    }
    return [lower, value]
  })
  return Object.fromEntries(read)
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(path: string, message: string): AppError {
  return new AppError('invalid', {
    message: `${path || 'An operation'} ${message}`,
    errors: [{ path, code: 'type', message }],
  })
}
