import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const acceptable = /^[\w.-]{8,64}$/

/** The id of a request: the caller's `X-Request-Id` when it can be trusted to be one, so that logs can be joined. */
export function requestIdOf(message: { readonly headers: IncomingMessage['headers'] }): string {
  const given = message.headers['x-request-id']
  return typeof given === 'string' && acceptable.test(given) ? given : randomUUID()
}
