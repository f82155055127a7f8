import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Outcome } from '../outcome.ts'
import { tokenFor } from '../server/index.ts'
import { shopWithWork, type WorkSite } from '../work/index.ts'
import { changeProducts, makeProducts } from './changes.ts'
import { startInstances } from './instances.ts'
import { startReceiver } from './receiver.ts'

const deadReceivers = 4
const perSecond = 20
const limitMs = 1_000
const settleMs = 2_000

/** How long an event takes to a good receiver, alone and beside dead ones. */
export async function measureDelays(
  site: WorkSite,
  count: number,
  seconds: number,
): Promise<Outcome> {
  const alone = await tookBeside(site, { count, seconds, dead: 0 })
  const beside = await tookBeside(site, { count, seconds, dead: deadReceivers })
  const delayMs = beside.slowest - alone.slowest
  const missing = [alone, beside].filter(({ missed }) => missed > 0)
  return {
    rows: [
      {
        what: `${perSecond} changes a second: slowest event to a good receiver`,
        value: `${alone.slowest} ms`,
      },
      { what: `the same beside ${deadReceivers} that never answer`, value: `${beside.slowest} ms` },
    ],
    failures: [
      ...(delayMs > limitMs ? [`dead receivers delayed a good one by ${delayMs} ms`] : []),
      ...missing.map(({ missed }) => `${missed} events did not come to a good receiver in time`),
    ],
  }
}

async function tookBeside(
  site: WorkSite,
  { count, seconds, dead }: { count: number; seconds: number; dead: number },
): Promise<{ slowest: number; missed: number }> {
  const good = await startReceiver('good')
  const silent = await Promise.all(Array.from({ length: dead }, () => startReceiver('dead')))
  const urls = [good, ...silent].map(({ url }) => url)
  const environment = { TRIAL_RECEIVERS: JSON.stringify(urls) }
  const instances = await startInstances(
    { path: site.address, program: shopWithWork, environment },
    count,
  )
  const changing = { staff: await tokenFor(randomUUID(), ['staff']), origin: instances.origin }
  const products = await makeProducts(changing, 50)
  const { acknowledged } = await changeProducts(changing, products, {
    count: seconds * perSecond,
    perSecond,
  })
  await wait(settleMs)
  const slowest = Math.max(0, ...good.received.map(({ tookMs }) => tookMs))
  const missed = acknowledged - good.received.length
  await instances.end()
  await Promise.all([good, ...silent].map((receiver) => receiver.close()))
  return { slowest, missed }
}
