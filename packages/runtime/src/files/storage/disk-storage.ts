import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkedKey } from '../file-key.ts'
import type { FileStorage, StoredObject } from './file-storage.ts'

const unfinished = '.part'

/**
 * A storage in a folder of this machine, for one instance or a folder that all of them mount. What `put` writes has
 * another name until it is on the disk whole.
 */
export function createDiskStorage(root: string): FileStorage {
  const pathOf = (key: string): string => join(root, checkedKey(key))
  const made = new Set<string>()

  async function makeFolder(path: string): Promise<void> {
    if (made.has(path)) return
    await mkdir(path, { recursive: true, mode: 0o700 })
    made.add(path)
  }

  return {
    async put(key, source) {
      const path = pathOf(key)
      const folder = dirname(path)
      await makeFolder(folder)
      const partial = `${path}${unfinished}`
      try {
        const size = await write(partial, source)
        await rename(partial, path)
        await flushFolder(folder)
        return size
      } catch (error) {
        await rm(partial, { force: true })
        throw error
      }
    },
    async get(key, range) {
      const file = await ifThere(open(pathOf(key), 'r'))
      // The stream closes the file, also when it is given up.
      return file && createReadStream('', { fd: file, ...range })
    },
    async stat(key) {
      const found = await ifThere(stat(pathOf(key)))
      return found && { key, size: found.size }
    },
    async delete(key) {
      const path = pathOf(key)
      await rm(path, { force: true })
      await rm(`${path}${unfinished}`, { force: true })
    },
    async list(prefix) {
      const names = (await ifThere(readdir(dirname(pathOf(prefix))))) ?? []
      const keys = names
        .map((name) => `${dirname(prefix)}/${name}`)
        .filter((key) => key.startsWith(prefix) && !key.endsWith(unfinished))
      const found = await Promise.all(keys.map((key) => this.stat(key)))
      return found.filter((object): object is StoredObject => object !== undefined)
    },
    async sign() {
      return undefined
    },
  }
}

/** The bytes are on the disk when this answers, not only on their way. */
async function write(path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  try {
    let size = 0
    for await (const chunk of source) {
      await writeWhole(file, chunk)
      size += chunk.byteLength
    }
    await file.sync()
    return size
  } finally {
    await file.close()
  }
}

async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0
  while (written < chunk.byteLength) {
    const { bytesWritten } = await file.write(chunk, written)
    written += bytesWritten
  }
}

/** A name is durable once its folder is; some file systems refuse to be asked, and need not be. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  if (folder === undefined) return
  await folder.sync().catch(() => undefined)
  await folder.close()
}

async function ifThere<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
