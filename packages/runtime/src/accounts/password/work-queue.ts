import { AppError } from '../../errors/index.ts'

/** Lets expensive work be done a little at a time. */
export interface WorkQueue {
  /** Runs the work in its turn. Refuses with `unavailable` when too many wait already. */
  run<Result>(work: () => Promise<Result>): Promise<Result>
}

export interface WorkQueueOptions {
  /** How many run at once. */
  readonly concurrency: number
  /** How many may wait for their turn. */
  readonly maxWaiting: number
}

const retryAfterSeconds = 2

/** A queue of its own for what would otherwise take every thread of the process. */
export function createWorkQueue({ concurrency, maxWaiting }: WorkQueueOptions): WorkQueue {
  const waiting: (() => void)[] = []
  let running = 0

  async function turn(): Promise<void> {
    if (running < concurrency) {
      running++
      return
    }
    if (waiting.length >= maxWaiting) throw busy()
    await new Promise<void>((resolve) => waiting.push(resolve))
  }

  return {
    async run(work) {
      await turn()
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else running--
      }
    },
  }
}

function busy(): AppError {
  return new AppError('unavailable', {
    message: 'Too many are signing in at the moment: try again',
    details: { retryAfter: retryAfterSeconds },
  })
}
