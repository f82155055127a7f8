import type { Queue, QueueOptions, QueueStats } from './queue.ts'

const nothingYet: QueueStats = { running: 0, done: 0, failed: 0, parked: 0, takenOver: 0 }

/** Makes the queue of this process. Its engine is loaded by what uses it first: `start` or `drain`. */
export function createQueue(options: QueueOptions): Queue {
  let loading: Promise<Queue> | undefined
  let loaded: Queue | undefined
  const load = (): Promise<Queue> => {
    loading ??= import('./engine/index.ts').then(({ openQueue }) => {
      loaded = openQueue(options)
      return loaded
    })
    return loading
  }
  return {
    start: async () => (await load()).start(),
    stop: async (graceMs) => (await loading)?.stop(graceMs),
    wake: () => loaded?.wake(),
    drain: async (how) => (await load()).drain(how),
    stats: () => loaded?.stats() ?? nothingYet,
  }
}
