import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(4096)
let used = pool.length
let lastMs = 0
let counter = 0

/**
 * A UUIDv7 (RFC 9562): starts with the millisecond it was made, so ids sort by time. Within one process each is greater
 * than the one before, also inside a millisecond and when the clock goes back (method 1: a 12-bit counter).
 */
export function newId(): string {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    counter = randomBits(2) & 0x3ff
  } else if (++counter > 0xfff) {
    lastMs++
    counter = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const sequence = counter.toString(16).padStart(3, '0')
  const tail = randomHex(8)
  const variant = (8 | (Number.parseInt(tail[0] as string, 16) & 3)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`
}

/** Takes bytes from a pool: asking the system for each id would cost more than all the rest. */
function take(count: number): number {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const from = used
  used += count
  return from
}

function randomHex(bytes: number): string {
  const from = take(bytes)
  return pool.toString('hex', from, from + bytes)
}

function randomBits(bytes: 1 | 2): number {
  return pool.readUIntBE(take(bytes), bytes)
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'

/** A random id of 21 letters, digits, `-` and `_`: 126 bits, which nobody can guess. */
export function newNanoid(): string {
  const from = take(21)
  let id = ''
  for (let index = from; index < from + 21; index++) id += alphabet[(pool[index] as number) & 63]
  return id
}
