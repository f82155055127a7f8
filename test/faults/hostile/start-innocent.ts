import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** Somebody who only wants one small record, over and over. */
export interface Innocent {
  /** The longest wait since it was asked last, in milliseconds, and how many requests failed. */
  look(): Promise<{ readonly worstMs: number; readonly failed: number }>
  stop(): Promise<void>
}

/** Starts asking for this address, in a thread of its own. */
export function startInnocent(url: string): Innocent {
  const worker = new Worker(new URL('innocent-caller.ts', import.meta.url), { workerData: { url } })
  return {
    async look() {
      worker.postMessage('look')
      const [message] = await once(worker, 'message')
      return message
    },
    async stop() {
      worker.postMessage('stop')
      await once(worker, 'exit')
    },
  }
}
