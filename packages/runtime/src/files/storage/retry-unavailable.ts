import { setTimeout as wait } from 'node:timers/promises'

const tries = 3
const firstWaitMs = 100

/** Asks a service again that fails for the moment: by a status of 500 or more, or by not being reached. */
export async function retryUnavailable<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      if (tried >= tries || !isPassing(error)) throw error
    }
    await wait(firstWaitMs * 2 ** tried * Math.random())
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('status' in error) return Number(error.status) >= 500
  return error.name === 'S3NetworkError' || error.message === 'fetch failed'
}
