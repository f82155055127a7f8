import { mkdir, open, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartupError } from '../../errors/index.ts'

import { manifestName } from './manifest.ts'
import { createFolderFile, type FolderFile } from './write-file.ts'

/** A folder that is being written under another name, and appears whole or not at all. */
export interface NewFolder {
  /** Where it is written. */
  readonly path: string
  create(file: string): Promise<FolderFile>
  /** Writes what says what is in it, and gives it its name. */
  finish(manifest: object): Promise<void>
  /** Lets go of what is open, where it is not to be finished. */
  abandon(): Promise<void>
}

/** Tells a folder that an export was writing from one that somebody else made. */
const mark = '.cambium-export'

/** Begins a folder; what a killed export left of it goes. Throws a `StartupError` where there is something already. */
export async function openNewFolder(folder: string): Promise<NewFolder> {
  await refuseFull(folder)
  const path = `${folder}.partial`
  await clear(path)
  await mkdir(path, { recursive: true, mode: 0o700 })
  await writeFile(join(path, mark), '')
  const opened: FolderFile[] = []
  return {
    path,
    async create(file) {
      const made = await createFolderFile(path, file)
      opened.push(made)
      return made
    },
    async abandon() {
      for (const file of opened) await file.close()
    },
    async finish(manifest) {
      const file = await createFolderFile(path, manifestName)
      await file.write(`${JSON.stringify(manifest, null, 2)}\n`)
      await file.end(0)
      await rm(join(path, mark))
      await syncFolder(path)
      if (await stat(folder).catch(() => undefined)) await rmdir(folder)
      await rename(path, folder)
      await syncFolder(dirname(folder))
    },
  }
}

async function refuseFull(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found === undefined) return
  if (found.isDirectory() && (await readdir(folder)).length === 0) return
  const what = found.isDirectory() ? 'is not empty' : 'is a file'
  throw new StartupError(`${folder} ${what}`, {
    hint: 'Name a folder that is not there yet: an export never writes over anything.',
  })
}

async function clear(path: string): Promise<void> {
  const names = await readdir(path).catch(() => undefined)
  if (names === undefined) return
  const isOurs = names.includes(mark) || names.includes(manifestName)
  if (names.length > 0 && !isOurs) {
    throw new StartupError(`${path} is in the way`, {
      hint: 'An export is written there before it gets its name. Move it, or name another folder.',
    })
  }
  await rm(path, { recursive: true })
}

/** A name is durable when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
