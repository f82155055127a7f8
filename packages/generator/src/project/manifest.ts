import { byCodeUnit } from '../read/index.ts'

/** Where the manifest stands. */
export const manifestFile = '.cambium/manifest.json'

/** What the generator last wrote. */
export interface Manifest {
  /** Version of the generator that wrote it; `null` when nothing was written yet. */
  generator: string | null
  /** Path to the hashes its text may have: one, or one of each side after an unfinished merge. */
  files: ReadonlyMap<string, ReadonlySet<string>>
}

const fileLine = /^\s*("(?:[^"\\]|\\.)+"): "([0-9a-f]{64})",?\s*$/
const generatorLine = /^\s*"generator": "([^"]*)",?\s*$/

/**
 * Reads a manifest line by line, so that one with the conflict markers of a merge still says which texts were
 * generated: no merge can make an untouched file look edited.
 */
export function parseManifest(text: string | null): Manifest {
  const files = new Map<string, Set<string>>()
  let generator: string | null = null
  for (const line of (text ?? '').split('\n')) {
    const [, path, hash] = fileLine.exec(line) ?? []
    if (path !== undefined && hash !== undefined) {
      const name: string = JSON.parse(path)
      files.set(name, (files.get(name) ?? new Set()).add(hash))
    }
    generator ??= generatorLine.exec(line)?.[1] ?? null
  }
  return { generator, files }
}

/** The text of a manifest: sorted by path, one line a file. */
export function printManifest(generator: string, files: ReadonlyMap<string, string>): string {
  const lines = [...files]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([path, hash]) => `    ${JSON.stringify(path)}: ${JSON.stringify(hash)}`)
  const body = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`
  return `{\n  "generator": ${JSON.stringify(generator)},\n  "files": ${body}\n}\n`
}
