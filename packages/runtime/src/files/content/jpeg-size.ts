import type { PixelSize } from './pixel-size.ts'

/** Looks for the size of a JPEG while its bytes pass, however much stands before it. */
export interface JpegSize {
  take(chunk: Uint8Array): void
  readonly found: PixelSize | undefined
}

/** A marker, the length of its segment, and of a frame its precision, height and width. */
const neededBytes = 9
const frames = new Set([
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
])

/** Goes from segment to segment (ITU-T T.81, B.1) and keeps a few bytes only. */
export function createJpegSize(): JpegSize {
  let found: PixelSize | undefined
  let isOver = false
  /** Bytes of segments that are passed by. */
  let skip = 2
  let kept = Buffer.alloc(0)

  function step(): boolean {
    if (kept.length < neededBytes) return false
    if (kept[0] !== 0xff) isOver = true
    const marker = kept[1] ?? 0
    if (frames.has(marker)) {
      found = { width: kept.readUInt16BE(7), height: kept.readUInt16BE(5) }
      isOver = true
    }
    if (isOver) return false
    // A byte that only fills stands before a marker.
    skip = marker === 0xff ? 1 : 2 + kept.readUInt16BE(2)
    const passed = Math.min(skip, kept.length)
    kept = kept.subarray(passed)
    skip -= passed
    return true
  }

  return {
    take(chunk) {
      if (isOver) return
      const passed = Math.min(skip, chunk.byteLength)
      skip -= passed
      let rest = chunk.subarray(passed)
      while (rest.byteLength > 0 && !isOver) {
        const wanted = Math.max(0, neededBytes - kept.length)
        kept = Buffer.concat([kept, rest.subarray(0, wanted)])
        rest = rest.subarray(wanted)
        while (step());
        if (kept.length > 0 && wanted > 0) continue
        const further = Math.min(skip, rest.byteLength)
        skip -= further
        rest = rest.subarray(further)
      }
    },
    get found() {
      return found
    },
  }
}
