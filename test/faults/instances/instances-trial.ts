import { setTimeout as wait } from 'node:timers/promises'
import { type Cluster, startCluster } from '../../postgres/index.ts'
import { countIntents, prepareShop, sendAgain, type Writing, writeOnce } from '../crash/index.ts'
import type { Outcome, Trial, TrialOptions } from '../outcome.ts'
import { brokenIn, checkServer } from '../postgres/index.ts'
import { type Client, createClient, type ShopServer, startShop } from '../server/index.ts'
import { startBalancer } from './balancer.ts'

/** Three instances on one PostgreSQL behind a balancer; one after the other is killed, and comes back. */
export const instancesTrial: Trial = {
  name: 'instances',
  shows: 'three instances on PostgreSQL, one of them killed again and again under 64 writers',
  onlyWhenNamed: true,
  run,
}

const writers = 64
const instances = 3
const pauseMs = 20

async function run(options: TrialOptions): Promise<Outcome> {
  const cluster = await startCluster({ durable: true })
  if (cluster === undefined) return { rows: [], failures: ['PostgreSQL is not installed'] }
  try {
    const writing = await prepareShop(cluster.url)
    return await killAndCheck(options, cluster, writing)
  } finally {
    await cluster.remove()
  }
}

async function killAndCheck(
  { rounds, report }: TrialOptions,
  cluster: Cluster,
  writing: Writing,
): Promise<Outcome> {
  const servers = await Promise.all(Array.from({ length: instances }, () => start(cluster)))
  const balancer = await startBalancer(() => servers.map(portOf))
  const load = startLoad(balancer.origin, writing)
  for (let round = 1; round <= rounds; round++) {
    await wait(200 + Math.random() * 800)
    const at = round % instances
    await servers[at]?.end('SIGKILL')
    await wait(Math.random() * 500)
    servers[at] = await start(cluster)
    report(`kill ${round} of ${rounds}: ${writing.ledger.intents.length} orders sent`)
  }
  const seen = await load.end()
  const client = createClient(balancer.origin, writers)
  const open = await sendAgain(client, writing, writers)
  client.close()
  const findings = await checkServer(cluster.url, writing.ledger)
  await balancer.close()
  const codes = await Promise.all(servers.map((server) => server.end('SIGTERM')))
  return {
    rows: [
      { what: 'kills', value: rounds },
      { what: 'orders acknowledged', value: countIntents(writing.ledger, 'acknowledged') },
      { what: 'orders refused', value: countIntents(writing.ledger, 'refused') },
      { what: 'connections that broke', value: seen.broken },
      { what: 'longest time without an answer to anybody, ms', value: Math.round(seen.silentMs) },
      { what: 'orders open at the end, sent again with their key', value: open },
      { what: 'still open after that', value: countIntents(writing.ledger, 'open') },
      { what: 'writes lost, half applied, doubled', value: brokenIn(findings).join(', ') || 0 },
    ],
    failures: [
      ...brokenIn(findings),
      ...writing.ledger.surprises,
      ...(seen.silentMs > 5_000 ? [`nobody was answered for ${Math.round(seen.silentMs)} ms`] : []),
      ...codes.filter((code) => code !== 0).map((code) => `an instance ended with ${code}`),
    ],
  }
}

async function start(cluster: Cluster): Promise<ShopServer> {
  const server = await startShop({ path: cluster.url })
  if (server === undefined) throw new Error('the shop did not start')
  return server
}

function portOf({ origin }: ShopServer): number {
  return Number(new URL(origin).port)
}

interface Load {
  /** Lets everybody finish; tells how many connections broke, and the longest time in which nobody was answered. */
  end(): Promise<{ broken: number; silentMs: number }>
}

/** 64 writers, who go on where their connection breaks: what they sent is open until it is answered. */
function startLoad(origin: string, writing: Writing): Load {
  const client = createClient(origin, writers)
  let isOver = false
  let broken = 0
  let silentMs = 0
  let answeredAt = performance.now()
  const watched: Client = {
    ...client,
    async call(call) {
      const answer = await client.call(call)
      const now = performance.now()
      if (answer === undefined) broken++
      else {
        silentMs = Math.max(silentMs, now - answeredAt)
        answeredAt = now
      }
      if (answer === undefined || answer.status === 503) await wait(pauseMs)
      return answer
    },
  }
  const work = Array.from({ length: writers }, async () => {
    while (!isOver) await writeOnce(watched, writing, undefined)
  })
  return {
    async end() {
      isOver = true
      await Promise.all(work)
      client.close()
      return { broken, silentMs }
    },
  }
}
