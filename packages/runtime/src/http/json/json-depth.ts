const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

/**
 * The offset in bytes where JSON text nests deeper than `maxDepth`, or -1. One pass over the bytes and no stack, so
 * that hostile nesting costs no more than reading it; text that is not JSON is left for the parser to refuse.
 */
export function findTooDeep(bytes: Uint8Array, maxDepth: number): number {
  let depth = 0
  let inString = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (inString) {
      if (byte === backslash) at++
      else if (byte === quote) inString = false
    } else if (byte === quote) {
      inString = true
    } else if (byte === openBrace || byte === openBracket) {
      depth++
      if (depth > maxDepth) return at
    } else if (byte === closeBrace || byte === closeBracket) {
      depth--
    }
  }
  return -1
}
