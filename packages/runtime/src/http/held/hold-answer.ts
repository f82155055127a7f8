import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { HeldAnswer } from './held-answer.ts'
import { createHeldReply } from './held-reply.ts'

/** The handler of a route, free of the server it is registered on. */
export type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown

/**
 * Runs a handler without sending what it answers, for answers that wait for the commit of a transaction. What the
 * handler throws is thrown.
 */
export async function holdAnswer(handler: Handler, request: FastifyRequest): Promise<HeldAnswer> {
  const { reply, answer } = createHeldReply(request)
  const returned = await handler(request, reply)
  return answer(returned)
}

/** The handler of route options, bound to its server when it is called. */
export function handlerOf(
  method: RouteHandlerMethod,
  server: ThisParameterType<RouteHandlerMethod>,
): Handler {
  return (request, reply) => method.call(server, request, reply)
}
