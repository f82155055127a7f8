import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readText } from '../read/index.ts'
import { ejectedRecord } from './ejected.ts'
import { ownedName } from './emitted-file.ts'
import { readLastText } from './last-text.ts'
import { textHash } from './text-hash.ts'
import { readManifest } from './write-project.ts'

const generatedHeader = /^\/\/ Generated from [^\n]*\n/
const ownedHeader = '// Yours: this file was ejected, so generating no longer writes it.\n'

/**
 * Makes a generated file the project's own: it drops `.gen` from its name with every edit it has, and the text it came
 * from is kept to compare with. `fresh` is what would be generated now. Throws when the owned name is taken.
 */
export function ejectFile(project: string, path: string, fresh: string): string {
  const disk = readText(project, path) ?? fresh
  const known = readManifest(project).files.get(path) ?? new Set()
  const base = known.has(textHash(disk)) ? disk : (readLastText(project, known) ?? fresh)
  const owned = ownedName(path)
  recordMerged(project, path, base)
  writeFileSync(join(project, owned), ownedText(disk), { flag: 'wx' })
  rmSync(join(project, path), { force: true })
  return owned
}

/** A generated text as an ejected file has it: under another first line. */
export function ownedText(text: string): string {
  return text.replace(generatedHeader, ownedHeader)
}

/** Records that an ejected file holds everything a generated text brings. */
export function recordMerged(project: string, path: string, text: string): void {
  const record = join(project, ejectedRecord(path))
  mkdirSync(dirname(record), { recursive: true })
  writeFileSync(record, text)
}
