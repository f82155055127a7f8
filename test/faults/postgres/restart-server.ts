import { setTimeout as wait } from 'node:timers/promises'
import type { Cluster } from '../../postgres/index.ts'
import type { Client } from '../server/index.ts'
import type { Watch } from './watched-client.ts'

/** How long it took until all was well again, in milliseconds from when the server took connections. */
export interface Recovery {
  readonly readyMs: number
  readonly writingMs: number
  /** `/health/ready` said no while the server was gone. */
  readonly wasReported: boolean
}

const pollMs = 10
const patienceMs = 30_000

/** Ends the server without a word to anybody, leaves it down for a while, and starts it again. */
export async function restartServer(
  cluster: Cluster,
  { watch, probe, downMs }: { watch: Watch; probe: Client; downMs: number },
): Promise<Recovery> {
  await cluster.stop('immediate')
  const whileDown = await probe.call({ path: '/health/ready' })
  await wait(downMs)
  await cluster.start()
  const startedAt = performance.now()
  const isReady = async (): Promise<boolean> =>
    (await probe.call({ path: '/health/ready' }))?.status === 200
  const [readyMs, writingMs] = await Promise.all([
    since(startedAt, isReady),
    since(startedAt, async () => watch.lastSuccessAt > startedAt),
  ])
  return { readyMs, writingMs, wasReported: whileDown?.status === 503 }
}

async function since(startedAt: number, isWell: () => Promise<boolean>): Promise<number> {
  while (!(await isWell())) {
    if (performance.now() - startedAt > patienceMs) return patienceMs
    await wait(pollMs)
  }
  return performance.now() - startedAt
}
