import { createHash } from 'node:crypto'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ExportedFile } from './manifest.ts'

/** A file of a folder that is being written. */
export interface FolderFile {
  /** Waits for the disk: what makes the text is never far ahead of it. */
  write(text: string): Promise<void>
  /** The length so far, for a file that has rows and for one that tells of them. */
  readonly bytes: number
  /** Ends it, durably. */
  end(rows: number): Promise<ExportedFile>
  /** Lets go of it, ended or not. */
  close(): Promise<void>
}

const flushAt = 256 * 1_024

/** Opens a new file of a folder, which only its owner may read. */
export async function createFolderFile(folder: string, file: string): Promise<FolderFile> {
  const path = join(folder, file)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const handle = await open(path, 'wx', 0o600)
  const hash = createHash('sha256')
  let waiting: string[] = []
  let length = 0
  let bytes = 0
  let isOpen = true

  async function close(): Promise<void> {
    if (!isOpen) return
    isOpen = false
    await handle.close()
  }

  async function flush(): Promise<void> {
    if (waiting.length === 0) return
    const chunk = Buffer.from(waiting.join(''))
    waiting = []
    length = 0
    hash.update(chunk)
    bytes += chunk.length
    await handle.writeFile(chunk)
  }

  return {
    get bytes() {
      return bytes
    },
    async write(text) {
      waiting.push(text)
      length += text.length
      if (length >= flushAt) await flush()
    },
    async end(rows) {
      await flush()
      await handle.sync()
      await close()
      return { file, rows, bytes, sha256: hash.digest('hex') }
    },
    close,
  }
}
