const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openBrace = 0x7b
const openBracket = 0x5b

/** True when JSON text holds more values than this, counted in one pass over the bytes by what stands between them. */
export function hasTooManyValues(bytes: Uint8Array, maxValues: number): boolean {
  // A value takes two bytes with the comma or bracket behind it.
  if (bytes.length < maxValues * 2) return false
  let values = 1
  let inString = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (inString) {
      if (byte === backslash) at++
      else if (byte === quote) inString = false
    } else if (byte === quote) {
      inString = true
    } else if (byte === comma || byte === openBrace || byte === openBracket) {
      values++
      if (values > maxValues) return true
    }
  }
  return false
}
