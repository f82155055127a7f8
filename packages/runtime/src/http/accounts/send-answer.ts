import type { FastifyReply } from 'fastify'
import { AppError, type ErrorCode, errorCodes } from '../../errors/index.ts'

/** Headers that the server sets itself. */
const ownHeaders = new Set(['set-cookie', 'content-length', 'connection', 'transfer-encoding'])

/**
 * Sends what the accounts answered. A refusal becomes the problem that every other refusal is; protocols such as OAuth
 * have a form of their own, which they keep, and pages say themselves what went wrong.
 */
export async function sendAnswer(
  reply: FastifyReply,
  response: Response,
  { isProtocol }: { isProtocol: boolean },
): Promise<FastifyReply> {
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  const text = await response.text()
  if (response.status >= 400 && !isProtocol && !isPage(response)) {
    throw refusalOf(response.status, text)
  }
  for (const [name, value] of response.headers) {
    if (!ownHeaders.has(name)) reply.header(name, value)
  }
  // Nothing of an account is kept on the way.
  reply.code(response.status).header('cache-control', 'no-store')
  return reply.send(text === '' ? undefined : text)
}

function isPage({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/html') === true
}

const codes = Object.entries(errorCodes) as [ErrorCode, { status: number }][]

/** The refusal of the library, in the terms of the application; its own word for it is the `reason`. */
function refusalOf(status: number, text: string): AppError {
  const { code, message } = reasonIn(text)
  const known = codes.find(([, error]) => error.status === status)?.[0]
  const details = code === undefined ? {} : { reason: code.toLowerCase() }
  if (known !== undefined) return new AppError(known, { message, details })
  return new AppError(status < 500 ? 'bad_request' : 'internal', {
    ...(status < 500 && { message, details }),
  })
}

function reasonIn(text: string): { code?: string; message?: string } {
  try {
    const { code, message } = JSON.parse(text) as { code?: unknown; message?: unknown }
    return {
      ...(typeof code === 'string' && { code }),
      ...(typeof message === 'string' && message !== '' && { message }),
    }
  } catch {
    return {}
  }
}
