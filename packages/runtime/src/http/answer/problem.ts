import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode, type FieldError } from '../../errors/index.ts'

/** A refusal as RFC 9457 describes it. Details of the refusal stand beside these members. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  /** The request's id, to be found in the log. */
  readonly instance: string
  readonly errors?: readonly FieldError[]
}

const defaultRetrySeconds = 5
const maxErrors = 100
const maxBytesThrownAway = 64 * 1_048_576

/** The address that explains a code; stable, so that clients may compare it. */
export function problemType(code: ErrorCode): string {
  return `/problems/${code.replaceAll('_', '-')}`
}

/** The refusal in the form in which it is sent. */
export function problemOf(error: AppError, instance: string): Problem {
  return {
    ...error.details,
    type: problemType(error.code),
    title: error.title,
    status: error.status,
    detail: error.message,
    instance,
    ...(error.errors.length > 0 && { errors: error.errors.slice(0, maxErrors) }),
  }
}

/** Answers with a refusal as `application/problem+json`. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: AppError,
): FastifyReply {
  if (error.status === 413) readToTheEnd(request, reply)
  reply.code(error.status).headers(headersOf(error, request))
  return reply.send(JSON.stringify(problemOf(error, request.id)))
}

/** A client that is cut off while it sends never sees the answer: let it finish, within reason. */
function readToTheEnd({ raw }: FastifyRequest, reply: FastifyReply): void {
  reply.removeHeader('connection')
  let bytes = 0
  raw.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxBytesThrownAway) raw.socket.destroy()
  })
  raw.resume()
}

function headersOf(error: AppError, request: FastifyRequest): { [name: string]: string } {
  const headers: { [name: string]: string } = {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  }
  if (error.status === 401) {
    const isTokenBad = request.headers.authorization !== undefined
    headers['www-authenticate'] = isTokenBad ? 'Bearer error="invalid_token"' : 'Bearer'
  }
  if (error.status === 503 || error.status === 429) {
    headers['retry-after'] = String(error.details.retryAfter ?? defaultRetrySeconds)
  }
  return headers
}

/** What Fastify refuses by itself, in our terms; undefined for everything that is a bug. */
export function refusalOf(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  if (!(error instanceof Error) || !('code' in error)) return undefined
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AppError('too_large', { message: 'The body is larger than 1 MiB' })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError('unsupported_media_type', {
        message: 'Send the body as content-type: application/json',
      })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new AppError('bad_request', {
        message: 'The body is not as long as it was said to be',
      })
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new AppError('not_found', { message: 'There is nothing at this address' })
    case 'FST_ERR_BAD_URL':
      return new AppError('bad_request', { message: 'The address is not percent-encoded UTF-8' })
    default:
      return undefined
  }
}
