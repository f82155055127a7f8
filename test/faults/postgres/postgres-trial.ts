import { setTimeout as wait } from 'node:timers/promises'
import { type Cluster, startCluster } from '../../postgres/index.ts'
import { countIntents, prepareShop, sendAgain, type Writing, writeOnce } from '../crash/index.ts'
import type { Outcome, Trial, TrialOptions } from '../outcome.ts'
import { createClient, type ShopServer, startShop } from '../server/index.ts'
import { brokenIn, checkServer } from './check-server.ts'
import { type Recovery, restartServer } from './restart-server.ts'
import { type Watch, watchedClient } from './watched-client.ts'

/** Immediate shutdowns of the PostgreSQL server under 64 writers; the process that serves lives through all of them. */
export const postgresTrial: Trial = {
  name: 'postgres',
  shows:
    'PostgreSQL restarted at random moments under 64 writers, whose every order changes three tables',
  onlyWhenNamed: true,
  run,
}

const writers = 64
const healthyWithinMs = 2_000

async function run(options: TrialOptions): Promise<Outcome> {
  const cluster = await startCluster({ durable: true })
  if (cluster === undefined) return { rows: [], failures: ['PostgreSQL is not installed'] }
  try {
    const writing = await prepareShop(cluster.url)
    const shop = await startShop({ path: cluster.url })
    if (shop === undefined) throw new Error('the shop did not start')
    return await breakAndCheck(options, { cluster, shop, writing })
  } finally {
    await cluster.remove()
  }
}

interface Stage {
  readonly cluster: Cluster
  readonly shop: ShopServer
  readonly writing: Writing
}

async function breakAndCheck(
  { rounds, report }: TrialOptions,
  { cluster, shop, writing }: Stage,
): Promise<Outcome> {
  const watch = watchedClient(shop.origin, writers)
  const probe = createClient(shop.origin, 4)
  const recoveries: Recovery[] = []
  let isOver = false
  const work = Array.from({ length: writers }, async () => {
    while (!isOver) await writeOnce(watch.client, writing, undefined)
  })
  for (let round = 1; round <= rounds; round++) {
    await wait(200 + Math.random() * 800)
    const downMs = Math.random() * 1_500
    recoveries.push(await restartServer(cluster, { watch, probe, downMs }))
    report(`restart ${round} of ${rounds}: ${writing.ledger.intents.length} orders sent`)
  }
  await wait(500)
  isOver = true
  await Promise.all(work)
  const findings = await checkServer(cluster.url, writing.ledger)
  const sentAgain = await sendAgain(watch.client, writing, writers)
  const afterwards = await checkServer(cluster.url, writing.ledger)
  watch.client.close()
  probe.close()
  const code = await shop.end('SIGTERM')
  const crashed = code === 0 ? [] : [`the process that serves ended with ${code}`]
  return outcomeOf({ writing, watch, recoveries, sentAgain }, [
    ...crashed,
    ...brokenIn(findings),
    ...brokenIn(afterwards).map((failure) => `after everything was sent again: ${failure}`),
  ])
}

interface Seen {
  readonly writing: Writing
  readonly watch: Watch
  readonly recoveries: readonly Recovery[]
  readonly sentAgain: number
}

function outcomeOf(
  { writing: { ledger }, watch, recoveries, sentAgain }: Seen,
  broken: readonly string[],
): Outcome {
  const worst = (name: 'readyMs' | 'writingMs'): number =>
    Math.round(Math.max(...recoveries.map((recovery) => recovery[name])))
  const slow = recoveries.filter(
    ({ readyMs, writingMs }) => Math.max(readyMs, writingMs) > healthyWithinMs,
  )
  const silent = recoveries.filter(({ wasReported }) => !wasReported)
  return {
    rows: [
      { what: 'restarts', value: recoveries.length },
      { what: 'orders acknowledged', value: countIntents(ledger, 'acknowledged') },
      { what: 'orders refused', value: countIntents(ledger, 'refused') },
      { what: 'orders open at the end, sent again with their key', value: sentAgain },
      { what: 'still open after that', value: countIntents(ledger, 'open') },
      { what: 'answers 503 with Retry-After', value: watch.unavailable },
      { what: 'longest wait for an answer, ms', value: Math.round(watch.longestMs) },
      { what: 'ready again after the server, ms at most', value: worst('readyMs') },
      { what: 'writing again after the server, ms at most', value: worst('writingMs') },
      {
        what: 'writes lost, half applied, doubled',
        value: broken.length === 0 ? 0 : broken.join(', '),
      },
    ],
    failures: [
      ...broken,
      ...slow.map(
        ({ readyMs, writingMs }) =>
          `well again after ${Math.round(Math.max(readyMs, writingMs))} ms only`,
      ),
      ...silent.map(() => '/health/ready did not say that the server was gone'),
      ...watch.surprises,
      ...ledger.surprises,
    ],
  }
}
