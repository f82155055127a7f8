import type { Metrics, Series } from './registry.ts'

/** Counts answers; asked for each of them, so it does next to nothing. */
export interface RequestMetrics {
  observe(answer: AnsweredRequest): void
}

/** How one request was answered. */
export interface AnsweredRequest {
  readonly method: string
  /** The route and not the address: `/api/orders/:id`; undefined where there is none. */
  readonly route: string | undefined
  readonly status: number
  readonly milliseconds: number
}

interface Route {
  readonly times: Series
  readonly statuses: Map<number, number>
}

/** Answers by route, method and status, and how long they took by route and method. */
export function createRequestMetrics(metrics: Metrics): RequestMetrics {
  const times = metrics.histogram({
    name: 'cambium_http_request_duration_seconds',
    help: 'Time from the head of a request until its answer is handed to the connection.',
    labels: ['method', 'route'],
  })
  const total = metrics.counter({
    name: 'cambium_http_requests_total',
    help: 'Answers, by route and status.',
    labels: ['method', 'route', 'status'],
  })
  const byMethod = new Map<string, Map<string, Route>>()

  function routeOf(method: string, route: string): Route {
    const routes = byMethod.get(method) ?? new Map<string, Route>()
    byMethod.set(method, routes)
    const made = { times: times.of([method, route]), statuses: new Map<number, number>() }
    routes.set(route, made)
    return made
  }

  // Counted in maps by number meanwhile: making the text of labels would cost more than all the rest.
  metrics.collect(() => {
    for (const [method, routes] of byMethod) {
      for (const [route, { statuses }] of routes) {
        for (const [status, count] of statuses) total.add([method, route, String(status)], count)
        statuses.clear()
      }
    }
  })
  return {
    observe({ method, route = 'none', status, milliseconds }) {
      const known = byMethod.get(method)?.get(route) ?? routeOf(method, route)
      known.times.observe(milliseconds / 1_000)
      known.statuses.set(status, (known.statuses.get(status) ?? 0) + 1)
    },
  }
}
