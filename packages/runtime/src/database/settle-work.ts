import { tookTooLong } from './time-limit.ts'

export type Outcome =
  | { readonly failed: false; readonly value: unknown }
  | { readonly failed: true; readonly error: unknown }

export interface Settling {
  /** 0 for no limit. */
  readonly timeLimitMs: number
  /** Called once when the work waits for more than what settles within this turn of the event loop. */
  onWait?(): void
}

/** Runs the work and says how it ended; ending it by the time limit leaves the work itself running on. */
export function settleWork(
  work: () => Promise<unknown>,
  { timeLimitMs, onWait }: Settling,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined
    // A timer costs more than all else here, and nearly all work is over within the turn.
    const turn = setImmediate(() => {
      onWait?.()
      if (timeLimitMs === 0) return
      timer = setTimeout(
        () => resolve({ failed: true, error: tookTooLong(timeLimitMs) }),
        timeLimitMs,
      )
    })
    const finish = (outcome: Outcome): void => {
      clearImmediate(turn)
      if (timer) clearTimeout(timer)
      resolve(outcome)
    }
    work().then(
      (value) => finish({ failed: false, value }),
      (error: unknown) => finish({ failed: true, error }),
    )
  })
}
