import type { ByteRange } from '../../files/index.ts'

/**
 * The one range a `Range` header asks for; undefined for the whole, which is also the answer to several ranges, to other
 * units and to what is no range (RFC 9110, 14.2). Null for one that the file does not reach.
 */
export function rangeIn(header: string | undefined, size: number): ByteRange | undefined | null {
  const [, first = '', last = ''] = header?.match(/^bytes=(\d{0,15})-(\d{0,15})$/) ?? []
  if (first === '' && last === '') return undefined
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? null : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return undefined
  return start >= size ? null : { start, end }
}
