import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { JsonValue } from '@cambium/model'
import { ImportError } from '../source/index.ts'
import { createElementScan } from './scan-elements.ts'

/** Values of a file that were read together. */
export interface ElementBatch {
  values: JsonValue[]
  /** The byte behind each of them: reading goes on there. */
  ends: number[]
}

const pieceBytes = 1 << 18
/** A single record that is larger is none. */
const maxElementBytes = 1 << 26

/**
 * Reads the values that stand behind each other from a byte on, in pieces of 256 KB: memory does not grow with the file.
 * A value that is no JSON is an `ImportError` that says where.
 */
export async function* readElements(path: string, from: number): AsyncGenerator<ElementBatch> {
  const file = await open(path)
  try {
    const scan = createElementScan()
    let bytes: Buffer = Buffer.alloc(0)
    let base = from
    while (!scan.isClosed) {
      const piece = Buffer.allocUnsafe(pieceBytes)
      const { bytesRead } = await file.read(piece, 0, pieceBytes, base + bytes.length)
      const isLast = bytesRead === 0
      bytes = Buffer.concat([bytes, isLast ? Buffer.from('\n') : piece.subarray(0, bytesRead)])
      const bounds = scan.scan(bytes)
      const values = parseAll(bytes, bounds, { path, base })
      const ends = values.map((_, index) => base + (bounds[2 * index + 1] ?? 0))
      base += scan.from
      bytes = bytes.subarray(scan.from)
      const isInside = scan.isInside
      scan.forget()
      if (bytes.length > maxElementBytes) throw brokenAt(path, base, 'it is larger than 64 MB')
      if (values.length > 0) yield { values, ends }
      if (!isLast) continue
      if (isInside) throw brokenAt(path, base, 'the file ends in the middle of it')
      return
    }
  } finally {
    await file.close()
  }
}

function parseAll(
  bytes: Buffer,
  bounds: readonly number[],
  { path, base }: { path: string; base: number },
): JsonValue[] {
  const values: JsonValue[] = []
  for (let index = 0; index < bounds.length; index += 2) {
    const [start = 0, end = 0] = [bounds[index], bounds[index + 1]]
    try {
      values.push(JSON.parse(bytes.toString('utf8', start, end)) as JsonValue)
    } catch (error) {
      throw brokenAt(path, base + start, (error as Error).message)
    }
  }
  return values
}

function brokenAt(path: string, byte: number, why: string): ImportError {
  return new ImportError(
    `${basename(path)}: the record that begins at byte ${byte} is no JSON: ${why}`,
    'Export the file again, or mend that record; nothing was imported.',
  )
}
