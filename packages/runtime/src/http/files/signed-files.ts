import type { FastifyInstance, FastifyReply } from 'fastify'
import { notFound } from '../../errors/index.ts'
import type { Files, FileValue, ThumbnailSize } from '../../files/index.ts'
import { sendJson } from '../answer/index.ts'
import { filesOf, sendFile } from './send-file.ts'

const validMs = 300_000

/** Answers with an address at which anybody may fetch the file for five minutes. */
export function sendSignedAddress(
  reply: FastifyReply,
  { id }: Pick<FileValue, 'id'>,
  size?: ThumbnailSize,
): FastifyReply {
  const expiresAt = new Date(Math.ceil((Date.now() + validMs) / 1000) * 1000)
  const name = size ? `${size.width}x${size.height}` : ''
  const url = filesOf(reply).signer.sign({ id, size: name }, expiresAt)
  reply.header('cache-control', 'no-store')
  return sendJson(reply, JSON.stringify({ url, expiresAt: expiresAt.toISOString() }))
}

/** Serves the addresses that were signed; 404 for one that was changed or is over, as for a file that is gone. */
export function serveSignedFiles(server: FastifyInstance, files: Files): void {
  server.get('/files/:id', async (request, reply) => {
    const { id = '' } = request.params as { id?: string }
    const { size = '', ...query } = request.query as { [name: string]: unknown }
    const isSigned = typeof size === 'string' && files.signer.verify({ id, size }, query)
    if (!isSigned) throw notFound('file', id)
    return sendFile(reply, { id }, sizeIn(size))
  })
}

/** The size was signed, so it is one of the model's. */
function sizeIn(text: string): ThumbnailSize | undefined {
  const [, width, height] = text.match(/^(\d+)x(\d+)$/) ?? []
  return width && height ? { width: Number(width), height: Number(height) } : undefined
}
