import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

interface BrokenRequest extends Error {
  readonly code?: string
}

/** Answers bytes that are no HTTP request, or too slow or too large a head of one, and closes the connection. */
export function answerBrokenRequest(error: BrokenRequest, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const status = statusOf(error)
  const title = STATUS_CODES[status] ?? ''
  const instance = randomUUID()
  const detail = details[status] ?? title
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, instance })
  if (socket.writable) {
    socket.write(
      [
        `HTTP/1.1 ${status} ${title}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `X-Request-Id: ${instance}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    )
  }
  socket.destroySoon()
}

const details: { readonly [status: number]: string } = {
  400: 'These bytes are no HTTP request',
  408: 'The request did not arrive in time',
  431: 'The header fields are too large',
}

function statusOf({ code }: BrokenRequest): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
}
