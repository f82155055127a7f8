import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../access/index.ts'
import type { Authenticator } from '../auth/index.ts'
import { AppError } from '../errors/index.ts'
import { type Context, createContext, type Services } from '../operation/index.ts'
import type { RateLimits } from './edge/index.ts'

export interface CallersOptions {
  readonly services: Services
  readonly authenticator: Authenticator
  /** Also counts who brings a token that is not good. */
  readonly rateLimits: RateLimits | undefined
}

/** Finds out who calls before anything else is done for a request, and starts its context. */
export function useCallers(server: FastifyInstance, options: CallersOptions): void {
  const { services, authenticator, rateLimits } = options
  const start = (caller: Caller, requestId: string): Context =>
    createContext(services, { caller, transport: 'rest', requestId })
  server.decorateRequest('context')
  server.decorateRequest('callerStands', callerStands)

  /** Whether whoever called may still do what they could, for an answer that goes on. */
  async function callerStands(this: FastifyRequest): Promise<boolean> {
    const { caller } = this.context
    if (!caller.signedIn) return true
    const now = await callerNow(authenticator, this)
    if (now === caller) return true
    const isSame = now?.id === caller.id && now.tenant === caller.tenant
    return isSame && caller.roles.every((role) => now.hasRole(role))
  }
  server.addHook('onRequest', (request, reply, done) => {
    const refuse = (error: Error): void => {
      if (rateLimits) countRefused(rateLimits, { request, reply, error }, done)
      else done(error)
    }
    try {
      const caller = authenticator.of
        ? authenticator.of(request)
        : authenticator.authenticate(request.headers.authorization)
      if (!(caller instanceof Promise)) {
        request.context = start(caller, request.id)
        done()
        return
      }
      caller.then((verified) => {
        request.context = start(verified, request.id)
        done()
      }, refuse)
    } catch (error) {
      refuse(error as Error)
    }
  })
  if (rateLimits) server.addHook('onRequest', (request, reply) => rateLimits.count(request, reply))
}

/** Undefined where what the request came with is worth nothing any more. */
async function callerNow(
  authenticator: Authenticator,
  request: FastifyRequest,
): Promise<Caller | undefined> {
  try {
    if (authenticator.again) return await authenticator.again(request)
    return await (authenticator.of
      ? authenticator.of(request)
      : authenticator.authenticate(request.headers.authorization))
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return undefined
    throw error
  }
}

function countRefused(
  rateLimits: RateLimits,
  { request, reply, error }: { request: FastifyRequest; reply: FastifyReply; error: Error },
  done: (error: Error) => void,
): void {
  rateLimits.count(request, reply).then(() => done(error), done)
}
