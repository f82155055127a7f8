import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartupError } from '../../errors/index.ts'
import { type ExportedFile, formVersion, type Manifest, manifestName } from './manifest.ts'

/** A folder of an export that is read. */
export interface ReadableFolder {
  readonly path: string
  readonly manifest: Manifest
  /** Tells this export from every other. */
  readonly id: string
}

/** Opens a folder. Throws a `StartupError` for one that no export wrote, or not for this reader. */
export async function openFolder(path: string): Promise<ReadableFolder> {
  const text = await readFile(join(path, manifestName), 'utf8').catch((cause: unknown) => {
    throw new StartupError(`${path} is no folder of an export: it has no ${manifestName}`, {
      hint: 'Write one with: node src/main.ts export --to FOLDER',
      cause,
    })
  })
  const manifest = parse(text)
  if (manifest?.cambium !== 'export') {
    throw new StartupError(`The ${manifestName} of ${path} is not one of an export`)
  }
  if (manifest.form > formVersion) {
    throw new StartupError(`${path} was written by a newer Cambium`, {
      hint: 'Update the packages of this project, or export it again with this version.',
    })
  }
  const id = createHash('sha256').update(text).digest('hex').slice(0, 32)
  return { path, manifest, id }
}

function parse(text: string): Manifest | undefined {
  try {
    return JSON.parse(text) as Manifest
  } catch {
    return undefined
  }
}

/** Throws a `StartupError` when a file is not what the export wrote: cut off, or changed. */
export async function checkFile({ path }: ReadableFolder, file: ExportedFile): Promise<void> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(join(path, file.file))) hash.update(chunk as Buffer)
  } catch (cause) {
    throw new StartupError(`${file.file} is missing in ${path}`, { cause })
  }
  if (hash.digest('hex') === file.sha256) return
  throw new StartupError(`${file.file} is not what the export wrote: it was cut off or changed`, {
    hint: 'Copy the folder again. Rows that were changed on purpose are taken with --changed.',
  })
}

/** Rows of a file that were read together, and the byte behind them. */
export interface ReadRows {
  readonly rows: { readonly [property: string]: unknown }[]
  readonly end: number
}

const maxRows = 1_000
const maxBytes = 1_000_000

/** The rows of a file of JSON lines from a byte on, so many at a time. Throws a `StartupError` for a line that is none. */
export async function* readFileRows(
  { path }: ReadableFolder,
  file: string,
  from: number,
): AsyncIterable<ReadRows> {
  let rows: ReadRows['rows'] = []
  let began = from
  let end = from
  for await (const line of linesOf(join(path, file), from)) {
    end += line.length + 1
    const text = line.toString('utf8')
    if (text.trim() !== '') rows.push(rowOf(text, file))
    if (rows.length >= maxRows || end - began >= maxBytes) {
      yield { rows, end }
      rows = []
      began = end
    }
  }
  if (rows.length > 0) yield { rows, end }
}

function rowOf(text: string, file: string): ReadRows['rows'][number] {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new StartupError(`A line of ${file} is no JSON: ${text.slice(0, 100)}`, { cause })
  }
}

const newline = 10

async function* linesOf(path: string, start: number): AsyncIterable<Buffer> {
  let pieces: Buffer[] = []
  for await (const chunk of createReadStream(path, { start })) {
    const bytes = chunk as Buffer
    let from = 0
    for (;;) {
      const end = bytes.indexOf(newline, from)
      if (end === -1) break
      pieces.push(bytes.subarray(from, end))
      yield pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)
      pieces = []
      from = end + 1
    }
    if (from < bytes.length) pieces.push(bytes.subarray(from))
  }
  if (pieces.length > 0) yield Buffer.concat(pieces)
}
