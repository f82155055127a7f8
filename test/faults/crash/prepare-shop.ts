import { randomUUID } from 'node:crypto'
import { createClient, jsonOf, runShop, startShop, tokenFor } from '../server/index.ts'
import { createLedger } from './ledger.ts'
import type { Writing } from './writers.ts'

const plenty = 1_000_000
const products = 8
/** Sold out soon, so that orders are refused among those that are not. */
const scarce = 40

/** Makes a database with products to order, and a ledger that knows them. */
export async function prepareShop(path: string): Promise<Writing> {
  const { code, text } = await runShop(['migrate'], path)
  if (code !== 0) throw new Error(`the tables were not made: ${text}`)
  const staff = await tokenFor(randomUUID(), ['staff'])
  const server = await startShop({ path })
  if (server === undefined) throw new Error('the shop did not start')
  const client = createClient(server.origin, 1)
  const stock = new Map<string, number>()
  for (let index = 0; index < products; index++) {
    const pieces = index === 0 ? scarce : plenty
    const body = { name: `Product ${index}`, price: 100, stock: pieces }
    const answer = await client.call({ method: 'POST', path: '/api/products', body, token: staff })
    if (answer?.status !== 201) throw new Error(`no product was made: ${answer?.text}`)
    stock.set(String(jsonOf(answer).id), pieces)
  }
  const document = await client.call({ path: '/api/openapi.json' })
  client.close()
  await server.end('SIGTERM')
  return {
    ledger: createLedger(stock),
    staff,
    ghost: await tokenFor(randomUUID()),
    hasIdempotency: /idempotency-key/i.test(document?.text ?? ''),
  }
}
