const firstSize = 1_000
const smallestSize = 50
const largestSize = 5_000
const wantedMs = 500

/** How many rows the next batch has. */
export interface Pace {
  readonly size: number
  /** Says how long the last one took. */
  note(tookMs: number): void
}

/** Begins with 1,000 rows and comes to what takes about half a second, at most 5,000 rows. */
export function createPace(): Pace {
  let size = firstSize
  return {
    get size() {
      return size
    },
    note(tookMs) {
      const factor = Math.min(2, Math.max(0.25, wantedMs / Math.max(tookMs, 1)))
      size = Math.round(Math.min(largestSize, Math.max(smallestSize, size * factor)))
    },
  }
}
