import { setTimeout as wait } from 'node:timers/promises'
import { type ShopOptions, type ShopWorker, startWorker } from '../server/index.ts'

/** Processes that do work; one that ends is followed by another. */
export interface Workers {
  /** When each process was gone, by its id, whoever ended it. */
  readonly killedAt: ReadonlyMap<number, number>
  readonly killed: number
  /** Those that ended by themselves. */
  readonly poisoned: number
  /** Kills one that works, where another one does too; one more takes its place. */
  killOne(): Promise<void>
  /** Asks those that are left to stop; their exit codes. */
  end(): Promise<readonly (number | null)[]>
}

/** Starts so many, and keeps so many running. */
export function startWorkers(program: ShopOptions, count: number): Workers {
  const killedAt = new Map<number, number>()
  const running: ShopWorker[] = []
  const ready = new Set<ShopWorker>()
  const words: string[] = []
  const counts = { killed: 0, poisoned: 0 }
  let isOver = false

  function startOne(): void {
    const worker = startWorker(program, (text) => {
      words.push(text)
      if (/ works\b/.test(text)) ready.add(worker)
    })
    running.push(worker)
    void worker.ended.then((code) => {
      killedAt.set(worker.pid, killedAt.get(worker.pid) ?? Date.now())
      ready.delete(worker)
      const at = running.indexOf(worker)
      if (at < 0) return
      running.splice(at, 1)
      if (isOver) return
      if (code !== null)
        throw new Error(`a worker ended with ${code}: ${words.join('').slice(-2_000)}`)
      counts.poisoned++
      startOne()
    })
  }

  for (let index = 0; index < count; index++) startOne()
  return {
    killedAt,
    get killed() {
      return counts.killed
    },
    get poisoned() {
      return counts.poisoned
    },
    async killOne() {
      // A machine that is slow must not be left without anybody who could take over.
      while (ready.size < 2) await wait(20)
      // The one that has run longest, so that each has had the time to take something.
      const [worker] = ready
      if (worker === undefined) return
      ready.delete(worker)
      running.splice(running.indexOf(worker), 1)
      counts.killed++
      killedAt.set(worker.pid, Date.now())
      await worker.end('SIGKILL')
      startOne()
    },
    async end() {
      isOver = true
      return Promise.all(running.map((worker) => worker.end('SIGTERM')))
    },
  }
}
