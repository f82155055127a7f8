import pg from 'pg'

/** What writers met while something else went on. */
export interface Waits {
  readonly writes: number
  readonly refused: number
  readonly longestMs: number
  /** 999 of 1,000 writes took no longer. */
  readonly p999Ms: number
}

/** Writers that go on until they are stopped. */
export interface Writers {
  stop(): Promise<Waits>
}

/** One write; the number is another one each time. */
export type Write = (client: pg.Client, number: number) => Promise<unknown>

/** Starts writers with a connection each, that write one after the other without a pause. */
export async function startWriters(url: string, count: number, write: Write): Promise<Writers> {
  const clients = await Promise.all(
    Array.from({ length: count }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  const tookMs: number[] = []
  const reasons = new Map<string, number>()
  let isStopped = false
  let number = 0
  const writeOn = async (client: pg.Client): Promise<void> => {
    while (!isStopped) {
      const startedAt = performance.now()
      await write(client, ++number).catch((error: Error) => {
        reasons.set(error.message, (reasons.get(error.message) ?? 0) + 1)
      })
      tookMs.push(performance.now() - startedAt)
    }
    await client.end()
  }
  const running = clients.map(writeOn)
  return {
    async stop() {
      isStopped = true
      await Promise.all(running)
      for (const [reason, times] of reasons) console.error(`${times} writes refused: ${reason}`)
      tookMs.sort((a, b) => a - b)
      return {
        writes: tookMs.length,
        refused: [...reasons.values()].reduce((sum, times) => sum + times, 0),
        longestMs: Math.round(tookMs.at(-1) ?? 0),
        p999Ms: Math.round(tookMs[Math.floor(tookMs.length * 0.999)] ?? 0),
      }
    },
  }
}
