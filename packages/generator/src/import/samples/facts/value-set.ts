/** Which values there are, by 53 bits of each: 16 to 32 bytes a value, however long it is. */
export interface ValueSet {
  /** False where it was there. */
  add(value: string): boolean
  readonly size: number
  /** Whether every value of this one is in the other. */
  isWithin(other: ValueSet): boolean
  has(mark: number): boolean
  marks(): Iterable<number>
}

const leastRoom = 1_024

/** An open table of marks. Two of a million values have the same one once in ten thousand times. */
export function createValueSet(): ValueSet {
  let room = leastRoom
  let table = new Float64Array(room)
  let size = 0

  function placeOf(mark: number): number {
    let place = mark % room
    while (table[place] !== 0 && table[place] !== mark) place = (place + 1) % room
    return place
  }

  function grow(): void {
    const before = table
    room *= 2
    table = new Float64Array(room)
    for (const mark of before) if (mark !== 0) table[placeOf(mark)] = mark
  }

  function* marks(): Generator<number> {
    for (const mark of table) if (mark !== 0) yield mark
  }

  return {
    add(value) {
      const mark = markOf(value)
      const place = placeOf(mark)
      if (table[place] === mark) return false
      table[place] = mark
      size++
      if (size * 2 > room) grow()
      return true
    },
    get size() {
      return size
    },
    isWithin(other) {
      for (const mark of marks()) if (!other.has(mark)) return false
      return true
    },
    has: (mark) => table[placeOf(mark)] === mark,
    marks,
  }
}

/** 53 bits of two hashes of 32 (FNV-1a with two beginnings); never 0, which is an empty place. */
function markOf(value: string): number {
  let low = 0x811c9dc5
  let high = 0x9dc5811c
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ (code + index), 0x01000193)
    high ^= high >>> 15
  }
  return (low >>> 0) * 2 ** 21 + ((high >>> 0) & 0x1fffff) + 1
}
