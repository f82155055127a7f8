import type { FastifyInstance } from 'fastify'
import { type Logger, withoutRedaction } from '../../log/index.ts'

/**
 * Writes a line for each answer: who asked for what and how it went. The route and not the address, and no header or
 * body, so that nothing secret or personal is in it.
 */
export function logRequests(server: FastifyInstance, log: Logger): void {
  const lines = withoutRedaction(log)
  server.addHook('onResponse', (request, reply, done) => {
    const { statusCode } = reply
    const facts = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: statusCode,
      durationMs: Math.round(reply.elapsedTime * 100) / 100,
      caller: request.context?.caller.id ?? null,
    }
    if (statusCode >= 500) lines.warn(facts, 'request')
    else lines.info(facts, 'request')
    done()
  })
}
