import { type Sweeping, sweepDue, sweepOrphans } from './sweep.ts'

/** Deletes files behind the back of whoever gave them up. */
export interface Sweeper {
  /** Looks every minute for what is due, and every hour for what belongs to nothing. */
  start(): void
  /** Looks in a moment: after a commit that gave something up. */
  soon(): void
  /** Looks now, for orphans too; how many files were deleted. */
  now(at?: Date): Promise<number>
  /** Ends when the work at hand is done. */
  stop(): Promise<void>
}

const dueEveryMs = 60_000
const orphansEveryMs = 3_600_000
const soonMs = 50

/** A sweeper that is not started. Any number of instances may have one: each takes what no other has. */
export function createSweeper(sweeping: Sweeping): Sweeper {
  let work = Promise.resolve()
  let timers: NodeJS.Timeout[] = []
  let pending: NodeJS.Timeout | undefined
  let isOver = false

  function queue(task: () => Promise<unknown>): void {
    if (isOver) return
    work = work.then(task).then(
      () => undefined,
      (error: unknown) => sweeping.log.warn({ err: error }, 'the sweep of files failed'),
    )
  }

  function every(ms: number, task: () => Promise<unknown>): void {
    // Instances that started together do not go on together.
    const first = setTimeout(() => {
      queue(task)
      timers.push(setInterval(() => queue(task), ms).unref())
    }, ms * Math.random())
    timers.push(first.unref())
  }

  return {
    start() {
      every(dueEveryMs, () => sweepDue(sweeping, new Date()))
      every(orphansEveryMs, () => sweepOrphans(sweeping, new Date()))
    },
    soon() {
      if (isOver) return
      pending ??= setTimeout(() => {
        pending = undefined
        queue(() => sweepDue(sweeping, new Date()))
      }, soonMs).unref()
    },
    async now(at = new Date()) {
      await work
      await sweepOrphans(sweeping, at)
      return sweepDue(sweeping, at)
    },
    async stop() {
      isOver = true
      clearTimeout(pending)
      for (const timer of timers) clearTimeout(timer)
      timers = []
      await work
    },
  }
}
