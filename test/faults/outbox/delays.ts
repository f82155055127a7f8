import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Outcome } from '../outcome.ts'
import { tokenFor } from '../server/index.ts'
import { shopWithWork, type WorkSite } from '../work/index.ts'
import { changeProducts, makeProducts } from './changes.ts'
import { startInstances } from './instances.ts'
import { startReceiver } from './receiver.ts'
import { subscribe } from './subscribe.ts'

const deadReceivers = 4
const perSecond = 20
const limitMs = 1_000
const settleMs = 2_000

/** How long an event takes to a good endpoint, alone and beside dead ones. */
export async function measureDelays(
  site: WorkSite,
  count: number,
  seconds: number,
): Promise<Outcome> {
  const good = await startReceiver('good')
  const dead = await Promise.all(Array.from({ length: deadReceivers }, () => startReceiver('dead')))
  const all = [good, ...dead]
  const environment = { OUTBOUND_ALLOW: all.map(({ host }) => host).join(',') }
  const program = { path: site.address, program: shopWithWork, environment }
  const instances = await startInstances(program, count)
  const changing = { staff: await tokenFor(randomUUID(), ['staff']), origin: instances.origin }
  const products = await makeProducts(changing, 50)
  const tell = async (): Promise<Delays> => {
    const before = good.received.length
    const { acknowledged } = await changeProducts(changing, products, {
      count: seconds * perSecond,
      perSecond,
      together: 1,
    })
    await wait(settleMs)
    const came = good.received.slice(before)
    const times = came.map(({ tookMs }) => tookMs).toSorted((left, right) => left - right)
    return {
      slowest: times.at(-1) ?? 0,
      slow: times[Math.floor(times.length * 0.99) - 1] ?? 0,
      missed: acknowledged - came.length,
    }
  }
  await subscribe(changing, good.url)
  // The first ones load what is loaded late.
  await tell()
  const alone = await tell()
  for (const { url } of dead) await subscribe(changing, url)
  const beside = await tell()
  const ending = instances.end()
  await Promise.all(all.map((receiver) => receiver.close()))
  await ending
  return outcomeOf(alone, beside)
}

/** In milliseconds. */
interface Delays {
  readonly slowest: number
  /** All but one in a hundred took no longer: that one may be due to the machine. */
  readonly slow: number
  readonly missed: number
}

function outcomeOf(alone: Delays, beside: Delays): Outcome {
  const delayMs = beside.slow - alone.slow
  const missed = alone.missed + beside.missed
  return {
    rows: [
      {
        what: `${perSecond} changes a second to a good endpoint: 99 of 100 within, slowest`,
        value: `${alone.slow} ms, ${alone.slowest} ms`,
      },
      {
        what: `the same beside ${deadReceivers} that never answer`,
        value: `${beside.slow} ms, ${beside.slowest} ms`,
      },
    ],
    failures: [
      ...(delayMs > limitMs ? [`dead endpoints delayed a good one by ${delayMs} ms`] : []),
      ...(missed > 0 ? [`${missed} events did not come to a good endpoint in time`] : []),
    ],
  }
}
