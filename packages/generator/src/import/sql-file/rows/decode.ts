/** Makes text of bytes that are characters each. */
export type Decode = (bytes: string) => string

/** Text that is ASCII alone stays as it is. */
export function decoderOf(encoding: string): Decode {
  const other = encoding === 'utf8' ? null : new TextDecoder(encoding)
  return (bytes) => {
    if (!beyondAscii.test(bytes)) return bytes
    const buffer = Buffer.from(bytes, 'latin1')
    return other === null ? buffer.toString('utf8') : other.decode(buffer)
  }
}

const beyondAscii = /[\x80-\xff]/
