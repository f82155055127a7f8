import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SourceFile } from '../read/index.ts'

/** Whether a folder is missing or holds nothing but its version control. */
export function isFreeFolder(folder: string): boolean {
  try {
    return readdirSync(folder).every((name) => name === '.git')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true
    throw error
  }
}

/** Writes the files of a new project; never over one that exists. */
export function createProject(folder: string, files: readonly SourceFile[]): void {
  for (const { path, text } of files) {
    const target = join(folder, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text, { flag: 'wx' })
  }
}
