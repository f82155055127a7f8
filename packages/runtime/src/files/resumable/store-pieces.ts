import { randomBytes } from 'node:crypto'
import { AppError } from '../../errors/index.ts'
import { createContentReader } from '../content/index.ts'
import { variantKey } from '../file-key.ts'
import type { FileValue } from '../file-value.ts'
import { addPiece, type FileRow, findFile, type PartialUpload } from '../rows/index.ts'
import type { FileStorage } from '../storage/index.ts'
import { finishFile, orDiscard, type Receiving, upTo } from '../uploads/index.ts'

const maxPieces = 10_000

/** Stores the next piece of a file; how much of it is there now. A piece that broke off counts as far as it came. */
export async function storePiece(
  receiving: Receiving,
  row: FileRow,
  { offset, source }: { readonly offset: number; readonly source: AsyncIterable<Uint8Array> },
): Promise<number> {
  const upload = partial(row)
  if (row.size !== offset) throw conflict()
  if (upload.parts.length >= maxPieces) {
    throw new AppError('too_large', { message: `A file may come in up to ${maxPieces} pieces` })
  }
  const storage = await receiving.storage()
  const key = variantKey(row.key, `p${randomBytes(5).toString('hex')}`)
  const rest = upload.length - offset
  const size = await storage.put(key, upTo(source, { maxBytes: rest }))
  const parts = [...upload.parts, { key, size }]
  const isNext =
    size > 0 &&
    (await addPiece(receiving.database, row.id, { offset, size, upload: { ...upload, parts } }))
  if (isNext) return offset + size
  await storage.delete(key)
  if (size > 0) throw conflict()
  return offset
}

/** Puts the pieces of a file together, and finds out what it is. Nothing stays of one that is not taken. */
export async function joinPieces(receiving: Receiving, id: string): Promise<FileValue> {
  const row = await findFile(receiving.database, id)
  if (row?.state !== 'receiving') throw conflict()
  const { parts } = partial(row)
  return orDiscard(receiving, row, async () => {
    const storage = await receiving.storage()
    const reader = createContentReader()
    const size = await storage.put(row.key, joined(storage, parts, reader.take))
    const value = await finishFile(receiving, row, { size, content: await reader.finish(row.name) })
    for (const { key } of parts) await storage.delete(key)
    return value
  })
}

async function* joined(
  storage: FileStorage,
  parts: PartialUpload['parts'],
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for (const { key } of parts) {
    const bytes = await storage.get(key)
    if (bytes === undefined) throw conflict()
    for await (const chunk of bytes) {
      see(chunk)
      yield chunk
    }
  }
}

function partial({ upload }: FileRow): PartialUpload {
  if (upload) return upload
  throw conflict()
}

function conflict(): AppError {
  return new AppError('conflict', { message: 'The upload is at another place by now' })
}
