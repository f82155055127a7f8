import { textHash } from '../../project/index.ts'
import { readText } from '../../read/index.ts'

/** The texts of files as they were last seen, so that a save without a change, or the generator's own, counts for nothing. */
export interface KnownTexts {
  /** Notes how a file is now. */
  note(path: string): void
  /** Whether a file differs from how it was last seen; it is noted as seen now. */
  changed(path: string): boolean
}

/** Knows no file yet. */
export function createKnownTexts(project: string): KnownTexts {
  const hashes = new Map<string, string | null>()
  const hashOf = (path: string) => {
    const text = readText(project, path)
    return text === null ? null : textHash(text)
  }
  return {
    note: (path) => {
      hashes.set(path, hashOf(path))
    },
    changed: (path) => {
      const hash = hashOf(path)
      const same = hashes.has(path) && hashes.get(path) === hash
      hashes.set(path, hash)
      return !same
    },
  }
}
