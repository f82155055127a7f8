import type { MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../../errors/index.ts'
import { type Files, type FileValue, inBytes } from '../../files/index.ts'
import { sendJson } from '../answer/index.ts'
import { refuseQuery } from '../request-parts.ts'
import { refuseUpload, uploaderOf } from './uploader.ts'

const maxFiles = 20
const stallMs = 30_000

/**
 * Serves `POST /files`: up to 20 files as multipart/form-data, each stored while it arrives. The plug-in that reads them is
 * loaded here, so that an application without files does not have it.
 */
export async function serveUploads(server: FastifyInstance, files: Files): Promise<void> {
  const { default: multipart } = await import('@fastify/multipart')
  await server.register(multipart, {
    limits: {
      fileSize: files.limits.maxBytes,
      files: maxFiles,
      fields: 0,
      parts: maxFiles,
      headerPairs: 20,
      fieldNameSize: 100,
    },
  })
  server.post('/files', async (request, reply) => {
    refuseUpload(request)
    refuseQuery(request)
    if (!request.isMultipart()) {
      throw new AppError('unsupported_media_type', {
        message: 'Send the files as content-type: multipart/form-data',
      })
    }
    const data = await receiveAll(request, files)
    return sendJson(reply.code(201), JSON.stringify({ data }))
  })
}

async function receiveAll(request: FastifyRequest, files: Files): Promise<FileValue[]> {
  const received: FileValue[] = []
  try {
    for await (const part of request.files()) {
      received.push(await receiveOne(part, { request, files }))
    }
  } catch (error) {
    // Nothing of a request that is refused stays, and what still comes of it goes nowhere.
    await files.discard(received.map(({ id }) => id))
    request.raw.unpipe()
    request.raw.resume()
    throw refusalOf(error, files)
  }
  if (received.length > 0) return received
  throw new AppError('invalid', { message: 'The request holds no file' })
}

function receiveOne(
  part: MultipartFile,
  { request, files }: { request: FastifyRequest; files: Files },
): Promise<FileValue> {
  const source = withoutStalls(request, part.file)
  const name = unescaped(part.filename)
  return files.receive({ source, name, uploader: uploaderOf(request) })
}

/** Browsers write quotes and line breaks of a name so (HTML, 4.10.21.8). */
function unescaped(name: string | undefined): string | undefined {
  return name?.replace(/%(?:22|0D|0A)/g, (code) => decodeURIComponent(code))
}

/** Gives up an upload from which nothing came for half a minute. */
async function* withoutStalls(
  { raw }: FastifyRequest,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const stalled = setTimeout(() => raw.destroy(), stallMs)
  try {
    for await (const chunk of source) {
      stalled.refresh()
      yield chunk
    }
  } finally {
    clearTimeout(stalled)
  }
}

/** What the plug-in refuses, in our terms. */
function refusalOf(error: unknown, { limits }: Files): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error
  switch ('code' in error && error.code) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return new AppError('too_large', {
        message: `A file may have up to ${inBytes(limits.maxBytes)}`,
      })
    case 'FST_FILES_LIMIT':
    case 'FST_PARTS_LIMIT':
      return new AppError('too_large', { message: `A request may hold up to ${maxFiles} files` })
    case 'FST_FIELDS_LIMIT':
      return new AppError('bad_request', { message: 'The request may hold files and nothing else' })
    default:
      return isOfBody(error)
        ? new AppError('bad_request', {
            message: 'The body is no complete multipart/form-data',
            cause: error,
          })
        : error
  }
}

/** The parser has no codes for what it cannot read. */
function isOfBody(error: Error): boolean {
  if ('code' in error && String(error.code).startsWith('FST_')) return true
  return /multipart|boundary|part header|unexpected end|premature|aborted/i.test(error.message)
}
