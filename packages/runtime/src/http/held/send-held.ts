import type { FastifyReply } from 'fastify'
import type { HeldAnswer } from './held-answer.ts'

/** Sends an answer that was held back. */
export function sendHeld(reply: FastifyReply, { status, headers, body }: HeldAnswer): FastifyReply {
  reply.code(status).headers(headers)
  return body === null ? reply.send() : reply.send(body)
}
