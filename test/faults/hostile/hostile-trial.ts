import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { prepareShop } from '../crash/index.ts'
import type { Outcome, Row, Trial, TrialOptions } from '../outcome.ts'
import { type Client, createClient, createWorkspace, startShop } from '../server/index.ts'
import { type Hostile, hostileBodies } from './hostile-bodies.ts'
import { hostileQueries } from './hostile-queries.ts'
import { type Innocent, startInnocent } from './start-innocent.ts'

/** Requests made to cost as much as they can, beside one that costs nothing. */
export const hostileTrial: Trial = {
  name: 'hostile',
  shows: 'what an innocent request waits for while others send hostile ones',
  run,
}

const relatedOrders = 5_000
const times = 3
const worstAllowedMs = 200
const shownFromMs = 40
const settleMs = 30
const repetitions = 2

async function run({ report, rows }: TrialOptions): Promise<Outcome> {
  const { folder, remove } = createWorkspace()
  try {
    const path = join(folder, 'app.db')
    const { ledger, staff } = await prepareShop(path)
    const [innocentId = '', productId = ''] = ledger.productIds
    fillShop(path, productId, rows)
    const server = await startShop({ path })
    if (server === undefined) throw new Error('the shop did not start')
    const innocent = startInnocent(`${server.origin}/api/products/${innocentId}`)
    const client = createClient(server.origin, times)
    const requests = [...hostileBodies(productId, staff), ...hostileQueries(productId, staff)]
    const outcome = await sendAll(requests, { client, innocent, report })
    await innocent.stop()
    client.close()
    const code = await server.end('SIGTERM')
    if (code === 0) return outcome
    return { ...outcome, failures: [...outcome.failures, `the server ended with ${code}`] }
  } finally {
    remove()
  }
}

interface Sending {
  readonly client: Client
  readonly innocent: Innocent
  readonly report: (line: string) => void
}

async function sendAll(requests: readonly Hostile[], sending: Sending): Promise<Outcome> {
  const { innocent, report } = sending
  const failures: string[] = []
  const slow: Row[] = []
  const waits: number[] = []
  await wait(500)
  const { worstMs: aloneMs } = await innocent.look()
  for (const { name, call } of requests) {
    const startedAt = Date.now()
    let seen = await observe(call, sending)
    // On a busy machine anybody waits now and then; what the request does, it does every time.
    for (let more = 0; more < repetitions && seen.worstMs >= worstAllowedMs; more++) {
      const again = await observe(call, sending)
      if (again.worstMs < seen.worstMs) seen = again
    }
    const { statuses, worstMs, failed } = seen
    report(`${name}: ${statuses}, ${Math.round(worstMs)} ms of ${Date.now() - startedAt} ms`)
    const waitMs = Math.round(worstMs)
    waits.push(waitMs)
    if (waitMs >= shownFromMs) slow.push({ what: name, value: `${waitMs} ms (${statuses})` })
    if (failed > 0) failures.push(`${name}: ${failed} innocent requests failed`)
    if (waitMs >= worstAllowedMs) failures.push(`${name}: an innocent request waited ${waitMs} ms`)
    const bad = statuses.filter((status) => status === 0 || status === 500)
    if (bad.length > 0) failures.push(`${name}: answered ${statuses}`)
    if (bad.includes(0)) break
  }
  return {
    rows: [
      { what: 'hostile requests', value: `${requests.length} kinds, ${times} at a time` },
      { what: 'longest wait when alone', value: `${Math.round(aloneMs)} ms` },
      { what: 'median of the longest waits', value: `${median(waits)} ms` },
      { what: 'longest wait', value: `${Math.max(...waits)} ms` },
      ...slow,
    ],
    failures,
  }
}

interface Seen {
  readonly statuses: readonly number[]
  readonly worstMs: number
  readonly failed: number
}

async function observe(call: Hostile['call'], sending: Sending): Promise<Seen> {
  const statuses = await send(call, sending)
  // The request that waited longest may be answered only now.
  await wait(settleMs)
  return { statuses, ...(await sending.innocent.look()) }
}

async function send(call: Hostile['call'], { client }: Sending): Promise<number[]> {
  // The first alone, which compiles validators and statements; then several of them on the heels of each other.
  const first = await client.call(call)
  const rest = await Promise.all(Array.from({ length: times }, () => client.call(call)))
  return [...new Set([first, ...rest].map((answer) => answer?.status ?? 0))]
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}

/** Rows that make every scan and every include as long as it may be. */
function fillShop(path: string, productId: string, products: number): void {
  const database = new DatabaseSync(path)
  const at = '2026-01-01T00:00:00.000Z'
  database.exec('begin')
  const product = database.prepare(`
    insert into "products"
      ("id", "name", "description", "price", "stock", "published", "in_stock", "created_at", "updated_at")
    values (?, ?, ?, ?, 1, 1, 1, ?, ?)`)
  const description = 'a'.repeat(1_000)
  for (let index = 0; index < products; index++) {
    product.run(idOf(index), `Product ${index}`, description, 100 + index, at, at)
  }
  const order = database.prepare(`
    insert into "orders"
      ("id", "product_id", "first_name", "last_name", "address", "created_at", "updated_at")
    values (?, ?, 'Ada', 'Lovelace', ?, ?, ?)`)
  for (let index = 0; index < relatedOrders; index++) {
    order.run(idOf(index), productId, description.slice(0, 500), at, at)
  }
  database.exec('commit')
  database.close()
}

function idOf(index: number): string {
  return `019a0000-0000-7000-8000-${String(index).padStart(12, '0')}`
}
