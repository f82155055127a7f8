import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '../read/index.ts'
import { textHash } from './text-hash.ts'

const folder = '.cambium/last'

/** Keeps a generated text by its hash, so that a later edit of the file can be shown exactly. Not committed. */
export function keepLastText(project: string, text: string): void {
  const path = join(project, folder, textHash(text))
  if (existsSync(path)) return
  mkdirSync(join(project, folder), { recursive: true })
  writeFileSync(path, text)
}

/** The generated text with one of these hashes; `null` on a machine that did not generate it. */
export function readLastText(project: string, hashes: Iterable<string>): string | null {
  for (const hash of hashes) {
    const text = readText(project, `${folder}/${hash}`)
    if (text !== null && textHash(text) === hash) return text
  }
  return null
}

/** Forgets the kept texts that no file of the manifest has. */
export function pruneLastTexts(project: string, hashes: ReadonlySet<string>): void {
  const path = join(project, folder)
  try {
    for (const name of readdirSync(path)) if (!hashes.has(name)) rmSync(join(path, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
