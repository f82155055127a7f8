import process from 'node:process'
import type { Server } from '../http/index.ts'
import type { Logger } from '../log/index.ts'

const signals = ['SIGTERM', 'SIGINT'] as const
const closeIdleEveryMs = 50
const patienceMs = 25_000

/**
 * Stops taking requests, waits until those in flight are answered, and gives up on the ones that take more than 25
 * seconds.
 */
export async function stopServing(server: Server): Promise<void> {
  const http = server.server
  // A connection becomes idle when its answer is out: without this it would be kept for its keep-alive time.
  const idle = setInterval(() => http.closeIdleConnections(), closeIdleEveryMs)
  const impatience = setTimeout(() => http.closeAllConnections(), patienceMs)
  try {
    await server.close()
  } finally {
    clearInterval(idle)
    clearTimeout(impatience)
  }
}

/** Resolves at the first SIGTERM or SIGINT; the second one ends the process at once. */
export function waitForSignal(log: Logger): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false
    for (const signal of signals) {
      process.on(signal, () => {
        if (isStopping) process.exit(1)
        isStopping = true
        log.info({ signal }, 'stopping')
        resolve()
      })
    }
  })
}
