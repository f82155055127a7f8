import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { JsonValue } from '@cambium/model'
import { ImportError, type RowBatch, type SourceRow } from '../source/index.ts'
import type { ExportedProperty } from './manifest.ts'

/** A file of rows, and where its reading goes on. */
export interface RowFile {
  path: string
  /** What the cells of a CSV file are. */
  properties: readonly Pick<ExportedProperty, 'name' | 'type'>[]
  after: JsonValue
  size: number
}

/** The rows of a file of JSON lines; the position is the byte behind the last one. */
export async function* readJsonLines({ path, after, size }: RowFile): AsyncIterable<RowBatch> {
  let end = typeof after === 'number' ? after : 0
  let rows: SourceRow[] = []
  for await (const line of linesFrom(path, end)) {
    end += line.length + 1
    if (line.length > 0) rows.push(rowOf(line.toString('utf8'), path))
    if (rows.length >= size) {
      yield { rows, position: end }
      rows = []
    }
  }
  if (rows.length > 0) yield { rows, position: end }
}

function rowOf(text: string, path: string): SourceRow {
  try {
    return JSON.parse(text) as SourceRow
  } catch (cause) {
    throw Object.assign(new ImportError(`A line of ${path} is no JSON: ${text.slice(0, 100)}`), {
      cause,
    })
  }
}

const newline = 10

async function* linesFrom(path: string, start: number): AsyncIterable<Buffer> {
  let pieces: Buffer[] = []
  for await (const chunk of createReadStream(path, { start })) {
    const bytes = chunk as Buffer
    let from = 0
    for (;;) {
      const end = bytes.indexOf(newline, from)
      if (end === -1) break
      yield Buffer.concat([...pieces, bytes.subarray(from, end)])
      pieces = []
      from = end + 1
    }
    if (from < bytes.length) pieces.push(bytes.subarray(from))
  }
  if (pieces.length > 0) yield Buffer.concat(pieces)
}

/** The rows of a CSV file; the position is how many were read. */
export async function* readCsv(file: RowFile): AsyncIterable<RowBatch> {
  const { parse } = await import('csv-parse')
  const skipped = typeof file.after === 'number' ? file.after : 0
  const kinds = new Map(file.properties.map(({ name, type }) => [name, type]))
  // Without quotes nothing is no value; with them it is an empty text.
  const cast = (value: string, { quoting }: { quoting: boolean }): string | null =>
    value === '' && !quoting ? null : value
  const records = createReadStream(file.path).pipe(parse({ columns: true, cast }))
  let count = 0
  let rows: SourceRow[] = []
  for await (const record of records) {
    count += 1
    if (count <= skipped) continue
    rows.push(typed(record as { [name: string]: string | null }, kinds))
    if (rows.length >= file.size) {
      yield { rows, position: count }
      rows = []
    }
  }
  if (rows.length > 0) yield { rows, position: count }
}

function typed(
  record: { [name: string]: string | null },
  kinds: ReadonlyMap<string, string>,
): SourceRow {
  return Object.fromEntries(
    Object.entries(record).map(([name, text]) => [name, typedCell(text, kinds.get(name))]),
  )
}

function typedCell(text: string | null, type: string | undefined): JsonValue {
  if (text === null) return null
  switch (type) {
    case 'integer':
    case 'number':
      return Number(text)
    case 'boolean':
      return text === 'true'
    case 'json':
      return JSON.parse(text) as JsonValue
    default:
      return text
  }
}

/** The path of a file in a folder, which a manifest must not lead out of. */
export function fileIn(folder: string, file: string): string {
  if (/^(?:entities|links)\/[\w.]+$/.test(file)) return join(folder, file)
  throw new ImportError(`The manifest names "${file}", which is no file of an export`)
}
