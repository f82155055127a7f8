import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { AppError, notFound } from '../../errors/index.ts'
import {
  type ByteRange,
  type Files,
  type FileValue,
  isShown,
  type OpenFile,
  type ThumbnailSize,
} from '../../files/index.ts'
import { rangeIn } from './byte-range.ts'
import { contentDisposition } from './content-disposition.ts'

/** What a browser that opens a file may do with it: nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

/**
 * Answers with a file of a record, or a smaller version of a picture: whole, the one part of it that is asked for, or 304.
 * Only pictures, sound and video are shown in place.
 */
export async function sendFile(
  reply: FastifyReply,
  { id }: Pick<FileValue, 'id'>,
  size?: ThumbnailSize,
): Promise<FastifyReply> {
  refuseHeld(reply)
  const file = await filesOf(reply).open(id, size)
  if (!file) throw notFound('file', id)
  return sendOpenFile(reply, file)
}

/** The files of the application a request is for. Only routes of fields for files ask. */
export function filesOf({ request }: FastifyReply): Files {
  const { files } = request.context.services
  if (!files) throw new Error('This application was started without files')
  return files
}

/** A batch and an answer that is kept hold text. */
function refuseHeld(reply: FastifyReply): void {
  if (reply.raw !== undefined) return
  throw new AppError('bad_request', { message: 'A file is fetched by a request of its own' })
}

async function sendOpenFile(reply: FastifyReply, file: OpenFile): Promise<FastifyReply> {
  const { method, headers } = reply.request
  const tag = `"${file.tag}"`
  reply.headers({
    etag: tag,
    'accept-ranges': 'bytes',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
  })
  if (isKnown(headers['if-none-match'], tag)) return reply.code(304).send()
  const ifRange = headers['if-range']
  const range =
    ifRange === undefined || ifRange === tag ? rangeIn(headers.range, file.size) : undefined
  if (range === null) throw unreachable(reply, file)
  // Sent as it is stored: a compressed part would be part of something else. This is how the compression is told.
  headers['x-no-compression'] = '1'
  reply.headers({
    'content-type': file.type.startsWith('text/') ? `${file.type}; charset=utf-8` : file.type,
    'content-disposition': contentDisposition(
      isShown(file.type) ? 'inline' : 'attachment',
      file.name,
    ),
    'content-length': range ? range.end - range.start + 1 : file.size,
  })
  if (range) {
    reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
  }
  return reply.send(method === 'HEAD' ? Readable.from([]) : await bytesOf(file, range))
}

async function bytesOf(file: OpenFile, range: ByteRange | undefined): Promise<Readable> {
  if (file.size === 0) return Readable.from([])
  const bytes = await file.read(range)
  if (bytes) return bytes
  throw new AppError('unavailable', { message: 'The storage does not have this file' })
}

function unreachable(reply: FastifyReply, { size }: OpenFile): AppError {
  reply.header('content-range', `bytes */${size}`)
  return new AppError('range_not_satisfiable', { message: `The file has ${size} bytes` })
}

/** Does an `If-None-Match` header name this tag? Weak ones do as well (RFC 9110, 13.1.2). */
function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
}
