import type { FastifyInstance } from 'fastify'
import type { Caller } from '../access/index.ts'
import type { Authenticator } from '../auth/index.ts'
import { type Context, createContext, type Services } from '../operation/index.ts'

/** Finds out who calls before anything else is done for a request, and starts its context. */
export function useCallers(
  server: FastifyInstance,
  { services, authenticator }: { services: Services; authenticator: Authenticator },
): void {
  const start = (caller: Caller, requestId: string): Context =>
    createContext(services, { caller, transport: 'rest', requestId })
  server.decorateRequest('context')
  server.addHook('onRequest', (request, _reply, done) => {
    try {
      const caller = authenticator.authenticate(request.headers.authorization)
      if (!(caller instanceof Promise)) {
        request.context = start(caller, request.id)
        done()
        return
      }
      caller.then(
        (verified) => {
          request.context = start(verified, request.id)
          done()
        },
        (error: Error) => done(error),
      )
    } catch (error) {
      done(error as Error)
    }
  })
}
