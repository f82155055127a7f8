import type { MissedSlots } from '../define-job.ts'
import type { Schedule } from './open-schedule.ts'

/** What is to become of the slots that have come. */
export interface DueSlots {
  /** Those to begin a job for, oldest first. */
  readonly fire: readonly number[]
  /** The newest of those that are let pass, so that nobody looks at them again. */
  readonly skip?: number
}

/** A slot that is not older than this was not missed: somebody was a little late. */
const graceMs = 60_000
/** Each look makes up for so many; the next look takes the rest. */
const maxAtOnce = 200

/** The slots after `lastMs` that have come until now, by the policy for those that were missed. Times in milliseconds. */
export function dueSlots(
  schedule: Schedule,
  { lastMs, nowMs, missed }: { lastMs: number; nowMs: number; missed: MissedSlots },
): DueSlots {
  if (missed === 'all') return { fire: slotsBetween(schedule, lastMs, nowMs) }
  const newest = schedule.last(nowMs)
  if (newest === undefined || newest <= lastMs) return { fire: [] }
  if (missed === 'skip' && nowMs - newest > graceMs) return { fire: [], skip: newest }
  return { fire: [newest] }
}

function slotsBetween(schedule: Schedule, afterMs: number, untilMs: number): number[] {
  const slots: number[] = []
  for (let at = schedule.next(afterMs); at !== undefined && at <= untilMs; at = schedule.next(at)) {
    slots.push(at)
    if (slots.length === maxAtOnce) break
  }
  return slots
}
