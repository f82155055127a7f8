/** How large a picture is. */
export interface PixelSize {
  readonly width: number
  readonly height: number
}

type ReadSize = (head: Buffer) => PixelSize | undefined

/** Where each format says its size, in the first bytes of a file. */
const readers: { readonly [type: string]: ReadSize } = {
  'image/png': png,
  'image/apng': png,
  'image/gif': (head) =>
    head.length < 10 ? undefined : { width: head.readUInt16LE(6), height: head.readUInt16LE(8) },
  'image/bmp': (head) =>
    head.length < 26
      ? undefined
      : { width: Math.abs(head.readInt32LE(18)), height: Math.abs(head.readInt32LE(22)) },
  'image/webp': webp,
  'image/avif': largestExtent,
  'image/heic': largestExtent,
}

/** The size of a picture as its header gives it, without decoding anything; undefined where it cannot be told. */
export function pixelSizeOf(type: string, head: Buffer): PixelSize | undefined {
  return readers[type]?.(head)
}

/** The header chunk is the first one (PNG, 5.6). */
function png(head: Buffer): PixelSize | undefined {
  if (head.length < 24 || head.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
}

/** RFC 9649: extended, lossless or lossy. */
function webp(head: Buffer): PixelSize | undefined {
  if (head.length < 30) return undefined
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 }
    case 'VP8L': {
      const bits = head.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
    }
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff }
    default:
      return undefined
  }
}

/** The largest of the spatial extents (ISO/IEC 23008-12, 6.5.3): a picture may be put together of tiles. */
function largestExtent(head: Buffer): PixelSize | undefined {
  let largest: PixelSize | undefined
  for (let at = head.indexOf('ispe'); at !== -1; at = head.indexOf('ispe', at + 4)) {
    if (at + 16 > head.length) break
    const size = { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) }
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size
  }
  return largest
}
