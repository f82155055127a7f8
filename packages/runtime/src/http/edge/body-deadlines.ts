import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Cuts off requests whose bodies take too long, where the server as a whole has to be patient. */
export interface BodyDeadlines {
  /** Lets the requests of a scope take their time. */
  exempt(scope: FastifyInstance): void
}

/**
 * Node knows one limit for all requests, and an upload may take an hour: so every other request that is routed from now on
 * is held to its limit here.
 * @param options.onLate is given the connection of each that is late.
 */
export function createBodyDeadlines(
  server: FastifyInstance,
  { limitMs, onLate }: { limitMs: number; onLate(socket: IncomingMessage['socket']): void },
): BodyDeadlines {
  const arriving = new Map<IncomingMessage, number>()
  const timer = setInterval(() => {
    const since = performance.now() - limitMs
    for (const [request, startedAt] of arriving) {
      if (request.complete) arriving.delete(request)
      else if (startedAt < since) {
        arriving.delete(request)
        onLate(request.socket)
      }
    }
  }, limitMs / 4)
  timer.unref()
  server.addHook('onClose', (_server, done) => {
    clearInterval(timer)
    done()
  })
  server.addHook('onRequest', ({ raw }, _reply, done) => {
    // What is sent without a network is all there, and has no connection to be cut off.
    if (hasBody(raw) && raw.socket instanceof Socket) {
      arriving.set(raw, performance.now())
      raw.once('close', () => arriving.delete(raw))
    }
    done()
  })
  return {
    exempt(scope) {
      scope.addHook('onRequest', ({ raw }, _reply, done) => {
        arriving.delete(raw)
        done()
      })
    },
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}
