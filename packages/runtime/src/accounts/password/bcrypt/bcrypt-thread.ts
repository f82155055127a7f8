import { Worker } from 'node:worker_threads'

/** Knows passwords again by hashes of bcrypt, in a thread that is there while it is needed. */
export interface BcryptThread {
  /** Whether it is the hash of this password. bcrypt looks at its first 72 bytes, as it did where the hash was made. */
  compare(hash: string, password: string): Promise<boolean>
}

interface Waiting {
  resolve(isIt: boolean): void
  reject(error: unknown): void
}

const idleMs = 30_000

/** Starts the thread with the first hash, and ends it half a minute after the last one. */
export function createBcryptThread(): BcryptThread {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let timer: NodeJS.Timeout | undefined
  let last = 0

  function start(): Worker {
    const file = import.meta.url.endsWith('.ts') ? 'bcrypt-worker.ts' : 'bcrypt-worker.js'
    const started = new Worker(new URL(file, import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 },
    })
    started.on('message', ({ id, isIt }: { id: number; isIt: boolean }) => {
      waiting.get(id)?.resolve(isIt)
      waiting.delete(id)
      if (waiting.size === 0) rest(started)
    })
    started.on('error', (error) => {
      worker = undefined
      for (const one of waiting.values()) one.reject(error)
      waiting.clear()
    })
    return started
  }

  function rest(started: Worker): void {
    started.unref()
    timer = setTimeout(() => {
      worker = undefined
      void started.terminate()
    }, idleMs).unref()
  }

  return {
    compare: (hash, password) =>
      new Promise((resolve, reject) => {
        clearTimeout(timer)
        worker ??= start()
        worker.ref()
        const id = last++
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, hash, password })
      }),
  }
}
