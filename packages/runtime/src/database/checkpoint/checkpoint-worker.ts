import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

// A thread of its own, because carrying over the log waits for the disk and node:sqlite waits with it.
const connection = new DatabaseSync(workerData.path, { timeout: 2_000 })
connection.exec('pragma synchronous = full')
const checkpoint = connection.prepare('pragma wal_checkpoint(passive)')

parentPort?.on('message', (message) => {
  if (message === 'close') {
    connection.close()
    parentPort?.close()
    return
  }
  parentPort?.postMessage(carryOver())
})

/** A full disk or another process in the way passes: what could not be carried over now is carried over later. */
function carryOver(): 'done' | 'failed' {
  try {
    checkpoint.get()
    return 'done'
  } catch {
    return 'failed'
  }
}
