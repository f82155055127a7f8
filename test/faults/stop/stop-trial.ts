import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { prepareShop } from '../crash/index.ts'
import { countOrders } from '../disk/index.ts'
import type { Outcome, Trial } from '../outcome.ts'
import { createWorkspace, startShop } from '../server/index.ts'
import { startShoppers } from './shoppers.ts'

/** SIGTERM under load: what was begun is finished. */
export const stopTrial: Trial = {
  name: 'stop',
  shows: 'SIGTERM under 64 connections that read and write: what was sent is answered',
  run,
}

const stops = 5
const limitMs = 5_000

async function run(): Promise<Outcome> {
  const { folder, remove } = createWorkspace()
  const failures: string[] = []
  let answered = 0
  let acknowledged = 0
  let slowestMs = 0
  try {
    const path = join(folder, 'app.db')
    const { ledger } = await prepareShop(path)
    for (let stop = 1; stop <= stops; stop++) {
      const server = await startShop({ path })
      if (server === undefined) throw new Error('the shop did not start')
      const shoppers = startShoppers(server.origin, ledger.productIds[1] ?? '')
      await wait(300 + Math.random() * 700)
      const stoppedAt = Date.now()
      const code = await server.end('SIGTERM')
      const tookMs = Date.now() - stoppedAt
      const seen = await shoppers.ended
      slowestMs = Math.max(slowestMs, tookMs)
      answered += seen.answered
      acknowledged += seen.acknowledged
      if (code !== 0) failures.push(`stop ${stop}: the server ended with ${code}`)
      if (tookMs > limitMs) failures.push(`stop ${stop}: it took ${tookMs} ms`)
      for (const broken of seen.broken) failures.push(`stop ${stop}: ${broken}`)
      const stored = countOrders(path)
      if (stored !== acknowledged) {
        failures.push(`stop ${stop}: ${acknowledged} orders acknowledged, ${stored} stored`)
      }
    }
  } finally {
    remove()
  }
  const rows = [
    { what: 'stops', value: stops },
    { what: 'requests answered', value: answered },
    { what: 'orders acknowledged, all of them stored', value: acknowledged },
    { what: 'requests sent and not answered', value: failures.length },
    { what: 'slowest stop', value: `${slowestMs} ms` },
  ]
  return { rows, failures }
}
