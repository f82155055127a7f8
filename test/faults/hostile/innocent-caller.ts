import { Agent, get } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

// A thread of its own, so that making and reading hostile requests does not count as a stall of the server.
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const pauseMs = 2
let worstMs = 0
let failed = 0
let isStopping = false

parentPort?.on('message', (message) => {
  if (message === 'stop') {
    isStopping = true
    return
  }
  parentPort?.postMessage({ worstMs, failed })
  worstMs = 0
  failed = 0
})
ask()

/** One small request after the other. */
function ask(): void {
  if (isStopping) {
    agent.destroy()
    parentPort?.close()
    return
  }
  const startedAt = performance.now()
  const sent = get(workerData.url, { agent }, (answer) => {
    if (answer.statusCode !== 200) failed++
    answer.resume()
    answer.on('end', () => next(startedAt))
  })
  sent.on('error', () => {
    failed++
    next(startedAt)
  })
}

function next(startedAt: number): void {
  worstMs = Math.max(worstMs, performance.now() - startedAt)
  setTimeout(ask, pauseMs)
}
