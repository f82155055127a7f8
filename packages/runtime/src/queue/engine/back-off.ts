const baseMs = 1_000
const capMs = 3_600_000

/** How long to wait before the next try: exponential with full jitter, an hour at most. */
export function backOffMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30))
  return Math.round(random() * ceiling)
}
