import type { LaneLimits } from '../delivery.ts'

const usualPerInstance = 10
const maxBatch = 50
const quickMs = 20

/** What this process does in each lane. */
export interface LaneLoads {
  /** How many more of a lane may be taken, and how many of them may wait here for their turn. */
  wanted(lane: string, limits: LaneLimits): number
  /** Whether one more of the lane may begin. */
  mayBegin(lane: string, limits: LaneLimits): boolean
  taken(lane: string): void
  begun(lane: string): void
  /** One ran so long, and is yet to be written down. */
  ended(lane: string, tookMs: number): void
  /** One is no longer held. */
  gone(lane: string): void
}

interface Load {
  held: number
  running: number
  /** How long one takes, the last ones counting most. */
  usualMs: number
}

/**
 * Keeps count of each lane. Of lanes whose messages are done in no time more are taken than may run at once, so that few
 * statements serve many; of all others no more than can begin, so that other instances have them.
 */
export function createLaneLoads(): LaneLoads {
  const loads = new Map<string, Load>()
  const loadOf = (lane: string): Load => {
    const load = loads.get(lane) ?? { held: 0, running: 0, usualMs: quickMs }
    loads.set(lane, load)
    return load
  }
  const atOnce = ({ perInstance = usualPerInstance }: LaneLimits): number => perInstance
  return {
    wanted(lane, limits) {
      const { held, usualMs } = loadOf(lane)
      const most = atOnce(limits)
      const mayWait = usualMs < quickMs && limits.concurrency === undefined && most > 0
      return Math.max(0, (mayWait ? Math.max(most, maxBatch) : most) - held)
    },
    mayBegin: (lane, limits) => loadOf(lane).running < atOnce(limits),
    taken(lane) {
      loadOf(lane).held++
    },
    begun(lane) {
      loadOf(lane).running++
    },
    ended(lane, tookMs) {
      const load = loadOf(lane)
      load.running--
      load.usualMs = load.usualMs * 0.8 + tookMs * 0.2
    },
    gone(lane) {
      const load = loadOf(lane)
      load.held--
      // Lanes of endpoints come and go: those without work are forgotten, but for how quick they are.
      if (load.held === 0 && loads.size > 1_000) loads.delete(lane)
    },
  }
}
