import { type FileHandle, open } from 'node:fs/promises'

/** A stretch of a file, each byte as one character, cut where no token is cut. */
export interface Chunk {
  text: string
  /** Bytes of the file before it. */
  offset: number
}

/** Where bytes come from. */
export interface ChunkSource {
  /** Chunks from a byte on. */
  read(start: number): AsyncGenerator<Chunk>
  bytes: number
  changedAt: Date
  close(): Promise<void>
}

const chunkBytes = 1 << 20

/** Opens a file for reading in chunks. */
export async function openChunks(path: string): Promise<ChunkSource> {
  const file = await open(path, 'r')
  const { size, mtime } = await file.stat()
  return {
    read: (start) => readChunks(file, start),
    bytes: size,
    changedAt: mtime,
    close: () => file.close(),
  }
}

async function* readChunks(file: FileHandle, start: number): AsyncGenerator<Chunk> {
  const buffer = Buffer.allocUnsafe(chunkBytes)
  let rest = ''
  let offset = start
  let position = start
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, position)
    if (bytesRead === 0) break
    position += bytesRead
    const text = rest + buffer.toString('latin1', 0, bytesRead)
    const cut = cutOf(text, rest.length)
    rest = text.slice(cut)
    if (cut > 0) yield { text: text.slice(0, cut), offset }
    offset += cut
  }
  if (rest !== '') yield { text: rest, offset }
}

/** Behind the last line break, or where a line is very long behind a blank or comma: no token is cut there. */
function cutOf(text: string, from: number): number {
  const line = text.lastIndexOf('\n') + 1
  if (line > 0) return line
  const blank = Math.max(text.lastIndexOf(' '), text.lastIndexOf(',')) + 1
  return blank > from || from === 0 ? blank : 0
}
