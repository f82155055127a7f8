import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors/index.ts'

const acceptable = /^[\x21-\x7e]{1,255}$/

/** The `Idempotency-Key` of a request: 1 to 255 visible ASCII characters, 400 for anything else. */
export function readKey(header: string | readonly string[]): string {
  if (typeof header === 'string' && acceptable.test(header)) return header
  throw new AppError('bad_request', {
    message: 'Idempotency-Key must be 1 to 255 visible ASCII characters, such as a random UUID',
  })
}

/** What tells one request from another: all that decides what it does, so also what it is bound to. */
export function digestOf({ method, url, headers, body }: FastifyRequest): string {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers
  const parts = [method, url, match ?? null, noneMatch ?? null, body ?? null]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
