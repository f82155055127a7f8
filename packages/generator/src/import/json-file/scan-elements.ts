/** Finds where JSON values begin and end in bytes, one piece of a file after the other. */
export interface ElementScan {
  /** Looks at the bytes from where it stopped. Gives the bounds of every value that is whole, as pairs of start and end. */
  scan(bytes: Buffer): number[]
  /** Where the value begins that is not whole yet, or where nothing was looked at. */
  readonly from: number
  /** The bytes before `from` were taken away. */
  forget(): void
  /** The list that the values stand in was closed. */
  readonly isClosed: boolean
  /** A value has begun and not ended. */
  readonly isInside: boolean
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openings = new Set([0x7b, 0x5b])
const closings = new Set([0x7d, 0x5d])
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d])

/** Reads values that stand behind each other, with commas between them or without. */
export function createElementScan(): ElementScan {
  let at = 0
  let start = -1
  let depth = 0
  let inText = false
  let isClosed = false

  /** The place behind the text that begins before `from`, or -1 where its end is not there yet. */
  function behindText(bytes: Buffer, from: number): number {
    let end = bytes.indexOf(quote, from)
    while (end !== -1) {
      let slashes = 0
      while (bytes[end - 1 - slashes] === backslash) slashes++
      if (slashes % 2 === 0) return end + 1
      end = bytes.indexOf(quote, end + 1)
    }
    return -1
  }

  function skipText(bytes: Buffer, from: number): boolean {
    const end = behindText(bytes, from)
    inText = end === -1
    // A backslash at the very end belongs to what comes next, so the text is looked at again from its last character.
    at = inText ? from : end
    return !inText
  }

  /** One byte that is in no text; gives the end of a value where this is one. */
  function step(byte: number): number {
    if (openings.has(byte)) {
      if (start === -1) start = at
      depth++
    } else if (closings.has(byte)) {
      if (depth === 0) {
        isClosed = true
        return start === -1 ? -1 : at
      }
      depth--
      if (depth === 0) return at + 1
    } else if (depth === 0) {
      if (byte === comma || blanks.has(byte)) return start === -1 ? -1 : at
      if (start === -1) start = at
    }
    return -1
  }

  return {
    scan(bytes) {
      const bounds: number[] = []
      if (inText && !skipText(bytes, at)) return bounds
      while (at < bytes.length && !isClosed) {
        const byte = bytes[at] ?? 0
        if (byte === quote) {
          if (start === -1) start = at
          if (!skipText(bytes, at + 1)) break
          continue
        }
        const end = step(byte)
        if (end !== -1) {
          bounds.push(start, end)
          start = -1
        }
        at++
      }
      return bounds
    },
    get from() {
      return start === -1 ? at : start
    },
    forget() {
      const gone = start === -1 ? at : start
      at -= gone
      if (start !== -1) start = 0
    },
    get isClosed() {
      return isClosed
    },
    get isInside() {
      return start !== -1
    },
  }
}
