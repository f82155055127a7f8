import { createJpegSize } from './jpeg-size.ts'
import { type PixelSize, pixelSizeOf } from './pixel-size.ts'
import { textTypeOf } from './text-type.ts'

/** What the bytes of a file say of it. */
export interface Content {
  readonly type: string
  /** The usual extension of the type, where it has one. */
  readonly extension?: string
  /** Of a picture whose header can be read. */
  readonly pixels?: PixelSize
}

/** Watches a file pass. */
export interface ContentReader {
  take(chunk: Uint8Array): void
  /** What it is, once all of it has passed. `name` tells kinds of plain text apart and nothing else. */
  finish(name: string): Promise<Content>
}

const headBytes = 65_536

/** Keeps the first 64 kB of a file and finds out from them what it is. Nothing is decoded or unpacked. */
export function createContentReader(): ContentReader {
  const chunks: Uint8Array[] = []
  let kept = 0
  const jpeg = createJpegSize()
  return {
    take(chunk) {
      jpeg.take(chunk)
      if (kept >= headBytes) return
      // A copy: the buffer of a socket may be written again.
      const part = Uint8Array.from(chunk.subarray(0, headBytes - kept))
      chunks.push(part)
      kept += part.byteLength
    },
    async finish(name) {
      const head = Buffer.concat(chunks)
      const known = await signatureOf(head)
      if (known === undefined) return { type: textTypeOf(head, name) }
      const { mime: type, ext: extension } = known
      const pixels = type === 'image/jpeg' ? jpeg.found : pixelSizeOf(type, head)
      return { type, extension, ...(pixels && { pixels }) }
    },
  }
}

/** XML is left to what tells its kinds apart: a drawing with scripts is no document like others. */
async function signatureOf(head: Buffer): Promise<{ mime: string; ext: string } | undefined> {
  if (head.length === 0) return undefined
  const { fileTypeFromBuffer } = await import('file-type')
  // What is cut off at the end of the head may be more than the detection can bear.
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (found === undefined || found.mime.endsWith('xml') || found.mime.startsWith('text/')) {
    return undefined
  }
  return { mime: found.mime.split(';', 1)[0] ?? found.mime, ext: found.ext }
}
