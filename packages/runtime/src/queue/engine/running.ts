import { type HeldRow, type JobRow, processEndedAgain } from '../store/index.ts'

/** Why the signal of a running message is aborted. */
export type StopReason = 'cancelled' | 'stopping' | 'lost'

/** A message this process holds. */
export interface Running {
  readonly row: JobRow
  readonly held: HeldRow
  readonly controller: AbortController
  /** Its process ended more than once: no other such one is held beside it. */
  readonly isSuspect: boolean
  stopped: StopReason | undefined
  /** Its completion is committed. */
  isComplete: boolean
  /** What it says of its progress and nobody wrote yet. */
  progress: string | undefined
  /** When it was last known to be ours. */
  renewedAtMs: number
}

/** Starts to hold a row that was taken. */
export function hold(row: JobRow, nowMs: number): Running {
  return {
    row,
    held: { ...row, lease: row.lease ?? '' },
    controller: new AbortController(),
    isSuspect: row.error === processEndedAgain,
    stopped: undefined,
    isComplete: false,
    progress: undefined,
    renewedAtMs: nowMs,
  }
}

/** Tells whoever runs it to stop. */
export function interrupt(running: Running, reason: StopReason, cause: Error): void {
  if (running.stopped !== undefined) return
  running.stopped = reason
  running.controller.abort(cause)
}
