import { prepareShop } from '../crash/index.ts'
import {
  type Answer,
  type Client,
  createClient,
  type ShopServer,
  startShop,
} from '../server/index.ts'

/** A shop that is served while its disk misbehaves. */
export interface TriedShop {
  readonly server: ShopServer
  /** Places so many orders, 16 at a time, and says what was answered. */
  order(count: number): Promise<Tally>
  /** Reads lists and records, and says what was answered. */
  read(): Promise<Tally>
  /** Stops it; the exit code. */
  stop(): Promise<number | null>
}

/** How often each thing was answered: the status and, for a refusal, its sentence. */
export type Tally = ReadonlyMap<string, number>

const connections = 16

/** Serves a shop with products from this file. */
export async function serveTriedShop(path: string): Promise<TriedShop> {
  const { ledger, staff } = await prepareShop(path)
  const server = await startShop({ path })
  if (server === undefined) throw new Error('the shop did not start')
  const client = createClient(server.origin, connections)
  const [, productId = ''] = ledger.productIds
  const reads = ['/api/products', `/api/products/${productId}`, '/api/orders?limit=5']
  return {
    server,
    order: (count) =>
      tallyOf(Array.from({ length: count }, (_, index) => order(client, productId, index))),
    read: () => tallyOf(reads.map((path) => client.call({ path, token: staff }))),
    async stop() {
      client.close()
      return server.end('SIGTERM')
    },
  }
}

function order(client: Client, productId: string, index: number): Promise<Answer | undefined> {
  const address = `${index} `.padEnd(400, 'long street ')
  const body = { productId, firstName: 'Ada', lastName: 'Lovelace', address }
  return client.call({ method: 'POST', path: '/api/orders', body })
}

async function tallyOf(calls: readonly Promise<Answer | undefined>[]): Promise<Tally> {
  const tally = new Map<string, number>()
  for (const answer of await Promise.all(calls)) {
    const said = answer === undefined ? 'no answer' : describe(answer)
    tally.set(said, (tally.get(said) ?? 0) + 1)
  }
  return tally
}

function describe({ status, headers, text }: Answer): string {
  if (status < 400) return String(status)
  const isProblem = String(headers['content-type']).startsWith('application/problem+json')
  return isProblem ? `${status} ${JSON.parse(text).detail}` : `${status} and no problem details`
}

/** The tally in a line: `40 x 201, 3 x 507 There is no space left to store this`. */
export function tallyText(tally: Tally): string {
  return [...tally].map(([said, count]) => `${count} x ${said}`).join(', ')
}

/** True when everything was answered with one of these statuses. */
export function isAll(tally: Tally, ...statuses: readonly number[]): boolean {
  return [...tally.keys()].every((said) => statuses.includes(Number(said.slice(0, 3))))
}
