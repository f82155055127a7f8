import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../../access/index.ts'
import { type Services, transact } from '../../operation/index.ts'
import { type Handler, type HeldAnswer, handlerOf, holdAnswer, sendHeld } from '../held/index.ts'
import { createKeptAnswers, inFlight, type KeptAnswers, type RequestKey } from './kept-answers.ts'
import { digestOf, readKey } from './read-key.ts'

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Makes every write that is registered from now on safe to repeat: with an `Idempotency-Key`, what it does and what it
 * answered are committed together, and the same request is answered from there (draft-ietf-httpapi-idempotency-key).
 */
export function useIdempotency(server: FastifyInstance, services: Services): void {
  const answers = createKeptAnswers(services.registry)
  const busy = new Set<string>()
  server.addHook('onRoute', (route) => {
    if (!writes.has(String(route.method))) return
    const handler = handlerOf(route.handler, server)
    route.handler = (request, reply) => {
      const header = request.headers['idempotency-key']
      if (header === undefined) return handler(request, reply)
      return answerOnce(request, reply, { handler, header, answers, busy })
    }
  })
}

interface Once {
  readonly handler: Handler
  readonly header: string | readonly string[]
  readonly answers: KeptAnswers
  /** The keys at work in this process. */
  readonly busy: Set<string>
}

async function answerOnce(
  request: FastifyRequest,
  reply: FastifyReply,
  { handler, header, answers, busy }: Once,
): Promise<FastifyReply> {
  const key = readKey(header)
  const caller = nameOf(request.context.caller)
  const wanted: RequestKey = { caller, key, digest: digestOf(request) }
  const flight = `${key} ${caller}`
  if (busy.has(flight)) throw inFlight()
  busy.add(flight)
  try {
    const { answer, isReplay } = await answerInTransaction(request, { handler, answers, wanted })
    if (isReplay) reply.header('idempotent-replayed', 'true')
    return sendHeld(reply, answer)
  } finally {
    busy.delete(flight)
  }
}

/** The same person in another tenant is somebody else here. */
function nameOf({ id, tenant }: Caller): string {
  return tenant === null ? (id ?? '') : JSON.stringify([tenant, id])
}

function answerInTransaction(
  request: FastifyRequest,
  { handler, answers, wanted }: { handler: Handler; answers: KeptAnswers; wanted: RequestKey },
): Promise<{ answer: HeldAnswer; isReplay: boolean }> {
  const outside = request.context
  const kind = `once ${request.method} ${request.routeOptions.url}`
  return transact(outside, kind, async (inside) => {
    const found = await answers.find(inside.transaction, wanted)
    if (found) return { answer: found, isReplay: true }
    request.context = inside
    try {
      const answer = await holdAnswer(handler, request)
      await answers.keep(inside.transaction, wanted, answer)
      return { answer, isReplay: false }
    } finally {
      request.context = outside
    }
  })
}
