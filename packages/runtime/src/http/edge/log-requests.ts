import type { FastifyReply } from 'fastify'
import { createRawLines, type Logger } from '../../log/index.ts'
import type { RequestMetrics } from '../../metrics/index.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** When it came in, as `performance.now()` counts. */
    startedAt: number
  }
}

/**
 * Makes what writes a line for each answer: who asked for what and how it went. The route and not the address, and no
 * header or body, so that nothing secret or personal is in it.
 */
export function createRequestLog(
  log: Logger,
  metrics?: RequestMetrics,
): (reply: FastifyReply) => void {
  const lines = createRawLines(log)
  return ({ request, statusCode }) => {
    const { id, method, startedAt, context } = request
    const { url } = request.routeOptions
    const milliseconds = performance.now() - startedAt
    metrics?.observe({ method, route: url, status: statusCode, milliseconds })
    const durationMs = Math.round(milliseconds * 100) / 100
    const caller = JSON.stringify(context?.caller.id ?? null)
    const route = JSON.stringify(url ?? null)
    const asked = `"requestId":"${id}","method":"${method}","route":${route}`
    const went = `"status":${statusCode},"durationMs":${durationMs},"caller":${caller}`
    lines.write(statusCode >= 500 ? 'warn' : 'info', `${asked},${went}`, 'request')
  }
}

/** The same, where nothing is logged. */
export function createRequestCount(metrics: RequestMetrics): (reply: FastifyReply) => void {
  return ({ request, statusCode: status }) => {
    const { method, routeOptions, startedAt } = request
    const milliseconds = performance.now() - startedAt
    metrics.observe({ method, route: routeOptions.url, status, milliseconds })
  }
}
