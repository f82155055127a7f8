import { AsyncLocalStorage } from 'node:async_hooks'
import { AppError } from '../../errors/index.ts'
import { type FileRow, findFile, insertFile, ownedBy, type Uploader } from '../rows/index.ts'
import {
  discardFile,
  newFileRow,
  quarantineMs,
  type Receiving,
  refuseHoarder,
} from '../uploads/index.ts'
import { joinPieces, storePiece } from './store-pieces.ts'

/** Uploads that may be interrupted and go on. */
export interface ResumableUploads {
  /** Answers a request of the protocol tus 1.0, by somebody who may upload. */
  handle(request: Request, uploader: Uploader): Promise<Response>
}

/** What the library is told and what it sends as the answer. */
interface ProtocolRefusal {
  readonly status_code: number
  readonly body: string
}

const unknown: ProtocolRefusal = { status_code: 404, body: 'There is no such upload' }

/**
 * Opens resumable uploads under a path. Every piece is an object of the storage and a line in the row of its file, so any
 * instance may take the next one, and the sweep finds all of what is never finished.
 */
export async function openResumable(receiving: Receiving, path: string): Promise<ResumableUploads> {
  const { Server } = await import('@tus/server')
  const { DataStore, Upload } = await import('@tus/utils')
  const uploaders = new AsyncLocalStorage<Uploader>()
  const uploader = (): Uploader => uploaders.getStore() ?? { id: null, tenant: null }

  /** The row of an upload; nobody learns of one of somebody else. */
  async function rowOf(id: string): Promise<FileRow> {
    const row = /^[\da-f-]{36}$/.test(id) ? await findFile(receiving.database, id) : undefined
    const { owner, tenant } = ownedBy(uploader())
    const isOwn = row?.owner === owner && row.tenant === tenant
    if (!row || !isOwn || !['receiving', 'waiting'].includes(row.state)) throw unknown
    return row
  }

  const store = Object.assign(new DataStore(), {
    extensions: ['creation', 'creation-with-upload', 'expiration', 'termination'],
    async create(upload: InstanceType<typeof Upload>) {
      await refuseHoarder(receiving, uploader())
      const { metadata = {}, size = 0, id } = upload
      const made = newFileRow({
        name: metadata.filename ?? metadata.name ?? '',
        uploader: uploader(),
      })
      await insertFile(receiving.database, {
        ...made,
        id,
        upload: { length: size, metadata, parts: [] },
      })
      return Object.assign(upload, { creation_date: made.createdAt })
    },
    async write(source: AsyncIterable<Uint8Array>, id: string, offset: number) {
      return storePiece(receiving, await rowOf(id), { offset, source })
    },
    async getUpload(id: string) {
      const { size: offset, upload, createdAt } = await rowOf(id)
      const size = upload?.length ?? offset
      const metadata = { ...upload?.metadata }
      return new Upload({ id, size, offset, metadata, creation_date: createdAt })
    },
    async remove(id: string) {
      await discardFile(receiving, await rowOf(id))
    },
    getExpiration: () => quarantineMs,
  })

  const server = new Server({
    path,
    datastore: store,
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: receiving.limits.maxBytes,
    namingFunction: () => newFileRow({ name: '', uploader: uploader() }).id,
    async onUploadFinish(_request, { id }) {
      const file = await joinPieces(receiving, id)
      const headers = { 'Content-Type': 'application/json; charset=utf-8' }
      return { status_code: 200, headers, body: JSON.stringify(file) }
    },
    onResponseError: (_request, error) => protocolRefusal(error),
  })
  return {
    handle: (request, who) => uploaders.run(who, () => server.handleWeb(request)),
  }
}

/** Our refusals by their status; any other error is told by nothing but its own. */
function protocolRefusal(error: Error | ProtocolRefusal): ProtocolRefusal | undefined {
  if (error instanceof AppError) return { status_code: error.status, body: error.message }
  if ('status_code' in error) return undefined
  return { status_code: 500, body: 'The upload could not be stored' }
}
