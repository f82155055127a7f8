import { AppError } from '../../errors/index.ts'
import type { Handler } from '../held/index.ts'

/** A route a batch can call. */
export interface TableRoute {
  /** With the prefix: `/api/tasks/:id`. */
  readonly pattern: string
  readonly method: string
  readonly handler: Handler
}

/** A route with what stands in its address. */
export interface FoundRoute {
  readonly route: TableRoute
  readonly params: { readonly [name: string]: string }
}

/** The routes of a server by address. */
export interface RouteTable {
  add(route: TableRoute): void
  /** The route of a path without query string; 400 for one that is not percent-encoded UTF-8. */
  find(method: string, path: string): FoundRoute | undefined
}

/** An empty table. */
export function createRouteTable(): RouteTable {
  const routes = new Map<string, TableRoute[]>()
  return {
    add(route) {
      const key = keyOf(route.method, route.pattern)
      const others = routes.get(key) ?? []
      // A fixed segment goes before a parameter in its place.
      routes.set(
        key,
        [...others, route].sort((a, b) => parametersIn(a) - parametersIn(b)),
      )
    },
    find(method, path) {
      const segments = path.split('/')
      for (const route of routes.get(keyOf(method, path)) ?? []) {
        const params = match(route.pattern.split('/'), segments)
        if (params !== undefined) return { route, params }
      }
      return undefined
    },
  }
}

function keyOf(method: string, path: string): string {
  return `${method} ${path.split('/').length}`
}

function parametersIn({ pattern }: TableRoute): number {
  return pattern.split('/:').length
}

function match(
  pattern: readonly string[],
  segments: readonly string[],
): { [name: string]: string } | undefined {
  const params: { [name: string]: string } = {}
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? ''
    if (part.startsWith(':')) {
      if (segment === '') return undefined
      params[part.slice(1)] = decode(segment)
    } else if (part !== segment) return undefined
  }
  return params
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (cause) {
    const message = 'The path is not percent-encoded UTF-8'
    throw new AppError('bad_request', { message, cause })
  }
}
