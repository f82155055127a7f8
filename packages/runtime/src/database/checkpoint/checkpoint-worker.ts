import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

// A thread of its own, because carrying over the log waits for the disk and node:sqlite waits with it.
const connection = new DatabaseSync(workerData.path, { timeout: 2_000 })
connection.exec('pragma synchronous = full')
const checkpoint = connection.prepare('pragma wal_checkpoint(passive)')

/** So many pages the connection that writes carries over in a few milliseconds. */
const fewPages = 1_000
const maxPasses = 3

parentPort?.on('message', (message) => {
  if (message === 'close') {
    connection.close()
    parentPort?.close()
    return
  }
  parentPort?.postMessage(carryOver())
})

/**
 * Carries over what was written meanwhile as well, until it is little. A full disk or another process in the way passes:
 * what could not be carried over now is carried over later.
 */
function carryOver(): 'done' | 'failed' {
  try {
    let before = 0
    for (let pass = 0; pass < maxPasses; pass++) {
      const { log, checkpointed } = checkpoint.get() as { log: number; checkpointed: number }
      if (checkpointed < log || log - before < fewPages) break
      before = log
    }
    return 'done'
  } catch {
    return 'failed'
  }
}
