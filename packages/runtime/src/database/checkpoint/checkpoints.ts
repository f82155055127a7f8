import { Worker } from 'node:worker_threads'

/** Carries the write-ahead log of an SQLite file over into the file, in a thread, so that no request pays for it. */
export interface Checkpoints {
  /** Says that so many transactions became durable. */
  committed(count: number): void
  close(): Promise<void>
}

const everyCommits = 4_000
/** So few are carried over where they were written: a thread takes 20 MB. */
const fewCommits = 100
const idleMs = 1_000
const retryMs = 5_000

/**
 * Carries over after every 4,000 transactions, or a second after a commit. The thread starts when there is much to do for
 * the first time; a process that writes little has none. What fails, on a full disk say, is tried again every 5 seconds.
 * @param options.carryFew carries over by the connection that writes; throws where that is not possible.
 * @param options.onFailure is called once when the thread is lost; SQLite then has to do the work itself.
 */
export function createCheckpoints(options: {
  path: string
  carryFew(): void
  onFailure(error: unknown): void
}): Checkpoints {
  let worker: Worker | undefined
  let ended: Promise<unknown> | undefined
  let timer: NodeJS.Timeout | undefined
  let pending = 0
  let running = false
  /** Whether the thread has come so near the end of the log that the connection that writes can carry over the rest. */
  let nearEnd = false
  let over = false

  function start(): Worker {
    const file = import.meta.url.endsWith('.ts') ? 'checkpoint-worker.ts' : 'checkpoint-worker.js'
    const started = new Worker(new URL(file, import.meta.url), {
      workerData: { path: options.path },
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 },
    })
    started.on('message', (message) => {
      running = false
      if (over) return
      if (message === 'failed') retry()
      else nearEnd = true
    })
    started.on('error', (error) => {
      if (over) return
      over = true
      options.onFailure(error)
    })
    ended = new Promise((resolve) => started.once('exit', resolve))
    started.unref()
    return started
  }

  function checkpoint(): void {
    clearTimeout(timer)
    timer = undefined
    if (running || over) return
    if (worker === undefined && pending < fewCommits) {
      carryFew()
      return
    }
    running = true
    pending = 0
    worker ??= start()
    worker.postMessage('checkpoint')
  }

  function carryFew(): void {
    try {
      options.carryFew()
      pending = 0
    } catch {
      retry()
    }
  }

  /** SQLite begins the log anew only where all of it was carried over, which the thread never finds while others write. */
  function carryRest(): void {
    nearEnd = false
    carryFew()
  }

  function schedule(): void {
    if (pending >= everyCommits) checkpoint()
    else timer ??= setTimeout(checkpoint, idleMs).unref()
  }

  function retry(): void {
    clearTimeout(timer)
    timer = setTimeout(checkpoint, retryMs).unref()
  }

  return {
    committed(count) {
      if (over) return
      pending += count
      if (nearEnd) carryRest()
      else if (!running) schedule()
    },
    async close() {
      over = true
      clearTimeout(timer)
      if (!worker) return
      worker.ref()
      worker.postMessage('close')
      await ended
    },
  }
}
