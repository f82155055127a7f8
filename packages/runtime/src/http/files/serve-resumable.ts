import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode } from '../../errors/index.ts'
import type { Files, ResumableUploads } from '../../files/index.ts'
import { refuseUpload, uploaderOf } from './uploader.ts'

const piece = 'application/offset+octet-stream'

/**
 * Serves `/uploads`: files in pieces that may be sent again after a broken line, by the protocol of tus 1.0. The library is
 * loaded by the first request.
 */
export function serveResumable(server: FastifyInstance, files: Files): void {
  let opening: Promise<ResumableUploads> | undefined
  // The pieces are read by whoever stores them.
  server.addContentTypeParser(piece, (_request, _payload, done) => done(null))
  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (request.method !== 'OPTIONS') refuseUpload(request)
    opening ??= files.openResumable('/api/uploads')
    const uploads = await opening
    const answer = await uploads.handle(webRequest(request), uploaderOf(request))
    return sendAnswer(reply, answer)
  }
  server.route({ method: ['POST', 'OPTIONS'], url: '/uploads', handler: handle })
  server.route({
    method: ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/uploads/:id',
    handler: handle,
  })
}

function webRequest({ method, url, headers, raw }: FastifyRequest): Request {
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  const hasBody = headers['content-type'] === piece && (method === 'PATCH' || method === 'POST')
  const body = hasBody ? Readable.toWeb(Readable.from(untilBroken(raw))) : null
  return new Request(`http://localhost${url}`, {
    method,
    headers: given,
    body: body as ReadableStream<Uint8Array> | null,
    duplex: 'half',
  } as RequestInit)
}

/** What came before the line broke is kept, so that the rest can follow. */
async function* untilBroken(source: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* source
  } catch {
    return
  }
}

/** The library answers with plain text; who may read the answers of which origin is said elsewhere. */
async function sendAnswer(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  for (const [name, value] of answer.headers) {
    const isOurs = name.startsWith('access-control-') || name === 'content-length'
    if (!isOurs) reply.header(name, value)
  }
  const text = await answer.text()
  if (answer.status >= 400 && !text.startsWith('{')) throw refusalOf(answer.status, text)
  reply.code(answer.status)
  return text === '' ? reply.send(Readable.from([])) : reply.send(text)
}

const refusals: { readonly [status: number]: ErrorCode } = {
  404: 'not_found',
  409: 'conflict',
  410: 'not_found',
  412: 'precondition_failed',
  413: 'too_large',
  415: 'unsupported_media_type',
  422: 'invalid',
  423: 'conflict',
  429: 'too_many_requests',
}

/** What the library says by a status and a sentence, in our terms. */
function refusalOf(status: number, text: string): AppError {
  if (status >= 500) {
    return new AppError('unavailable', { message: 'The upload could not be stored' })
  }
  const code = refusals[status] ?? 'bad_request'
  return new AppError(code, { message: text.trim().slice(0, 200) || undefined })
}
