import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HeldAnswer } from './held-answer.ts'

export interface HeldReply {
  readonly reply: FastifyReply
  /** What was answered, given what the handler returned. */
  answer(returned: unknown): HeldAnswer
}

type Values = string | number | readonly string[]

/**
 * Stands in for a reply while its transaction is open. It has what handlers answer with (`code`, `header`, `type`,
 * `send` and their kin) and nothing that writes to the connection.
 */
export function createHeldReply(request: FastifyRequest): HeldReply {
  const headers = new Map<string, string>()
  let payload: unknown
  const held = {
    request,
    statusCode: 200,
    sent: false,
    code(status: number) {
      held.statusCode = status
      return held
    },
    status: (status: number) => held.code(status),
    header(name: string, value: Values) {
      headers.set(name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value))
      return held
    },
    headers(all: { [name: string]: Values }) {
      for (const [name, value] of Object.entries(all)) held.header(name, value)
      return held
    },
    type: (contentType: string) => held.header('content-type', contentType),
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    hasHeader: (name: string) => headers.has(name.toLowerCase()),
    getHeaders: () => Object.fromEntries(headers),
    removeHeader(name: string) {
      headers.delete(name.toLowerCase())
      return held
    },
    send(value?: unknown) {
      payload = value
      held.sent = true
      return held
    },
  }
  return {
    // The rest of a reply is the connection, which is not for a handler whose work is not committed yet.
    reply: held as unknown as FastifyReply,
    answer(returned) {
      const body = textOf(held.sent ? payload : returned)
      if (body?.isJson) headers.set('content-type', 'application/json; charset=utf-8')
      return {
        status: held.statusCode,
        headers: Object.fromEntries(headers),
        body: body === null ? null : body.text,
      }
    },
  }
}

function textOf(payload: unknown): { text: string; isJson: boolean } | null {
  if (payload === undefined || payload === null) return null
  if (typeof payload === 'string') return { text: payload, isJson: false }
  if (Buffer.isBuffer(payload)) return { text: payload.toString('utf8'), isJson: false }
  return { text: JSON.stringify(payload), isJson: true }
}
