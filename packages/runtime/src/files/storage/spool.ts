import { createReadStream } from 'node:fs'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { newId } from '../../id/index.ts'

/** Everything a source yielded, whose length is known now. */
export interface Spooled {
  readonly size: number
  /** All of it from its start. */
  read(): Readable
  /** Lets go of it. */
  close(): Promise<void>
}

const keptInMemoryBytes = 262_144

/**
 * Reads a source to its end: what is small is kept in memory, the rest in a temporary file that has no name any more while
 * it is written, so that it is gone with the process however that ends.
 */
export async function spool(source: AsyncIterable<Uint8Array>): Promise<Spooled> {
  const chunks: Uint8Array[] = []
  let size = 0
  let file: FileHandle | undefined
  try {
    for await (const chunk of source) {
      size += chunk.byteLength
      if (file) {
        await file.appendFile(chunk)
        continue
      }
      chunks.push(chunk)
      if (size <= keptInMemoryBytes) continue
      file = await openNameless()
      for (const kept of chunks.splice(0)) await file.appendFile(kept)
    }
  } catch (error) {
    await file?.close()
    throw error
  }
  const opened = file
  return {
    size,
    read: () =>
      opened
        ? createReadStream('', { fd: opened, start: 0, autoClose: false })
        : Readable.from(chunks, { objectMode: false }),
    close: async () => opened?.close(),
  }
}

async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `cambium-${newId()}`)
  const file = await open(path, 'wx+', 0o600)
  await unlink(path)
  return file
}
