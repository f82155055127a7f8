import { mock } from 'node:test'

const instant = '2026-11-20T12:00:00.000Z'

/** Runs the work while the clock stands still, so that what is written at the same time has the same time. */
export async function atOneInstant<Result>(
  work: (now: string) => Promise<Result>,
): Promise<Result> {
  mock.timers.enable({ apis: ['Date'], now: new Date(instant) })
  try {
    return await work(instant)
  } finally {
    mock.timers.reset()
  }
}
