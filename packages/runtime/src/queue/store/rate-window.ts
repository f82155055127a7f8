/** So many may begin in any such time. */
export interface RateLimit {
  readonly count: number
  readonly windowMs: number
}

/** When something began, and how much: the oldest first, times in milliseconds rounded up to a hundredth of the window. */
export type Starts = readonly (readonly [atMs: number, count: number])[]

/** How many more may begin now, and when the next one may where it is none. */
export function roomIn(
  starts: Starts,
  { count, windowMs }: RateLimit,
  nowMs: number,
): { room: number; waitMs: number } {
  const within = starts.filter(([at]) => at + windowMs > nowMs)
  const used = within.reduce((sum, [, begun]) => sum + begun, 0)
  const room = Math.max(0, count - used)
  const first = within[0]
  return { room, waitMs: room > 0 || !first ? 0 : first[0] + windowMs - nowMs }
}

/** The starts with some more, without those that no longer matter. */
export function addStarts(
  starts: Starts,
  { windowMs }: RateLimit,
  begun: { readonly nowMs: number; readonly count: number },
): Starts {
  const step = Math.max(1, Math.floor(windowMs / 100))
  const at = Math.ceil(begun.nowMs / step) * step
  const within = starts.filter(([time]) => time + windowMs > begun.nowMs)
  const last = within.at(-1)
  if (last?.[0] === at) return [...within.slice(0, -1), [at, last[1] + begun.count]]
  return [...within, [at, begun.count]]
}
