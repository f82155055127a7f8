import { setTimeout as wait } from 'node:timers/promises'
import { type Call, createClient, jsonOf } from '../server/index.ts'

/** Who changes what. */
export interface Changing {
  readonly staff: string
  /** An instance that takes requests now. */
  origin(): string
}

export interface Changes {
  /** Writes that were acknowledged. */
  readonly acknowledged: number
}

const writers = 32
const pauseMs = 50

/** Makes so many products, over one instance that stays. */
export async function makeProducts({ staff, origin }: Changing, count: number): Promise<string[]> {
  const client = createClient(origin(), writers)
  const ids: string[] = []
  let asked = 0
  const work = Array.from({ length: writers }, async () => {
    while (asked++ < count) {
      const body = { name: `Product ${asked}`, price: 100, stock: 1 }
      const answer = await client.call({
        method: 'POST',
        path: '/api/products',
        body,
        token: staff,
      })
      if (answer?.status !== 201) throw new Error(`no product was made: ${answer?.text}`)
      ids.push(String(jsonOf(answer).id))
    }
  })
  await Promise.all(work)
  client.close()
  return ids
}

export interface Pace {
  /** Until so many changes were acknowledged. */
  readonly count: number
  /** At most. */
  readonly perSecond: number
  /** So many in one transaction. */
  readonly together: number
}

/** Changes the products one after the other. */
export async function changeProducts(
  changing: Changing,
  ids: readonly string[],
  { count, perSecond, together }: Pace,
): Promise<Changes> {
  const from = Date.now()
  let sent = 0
  let acknowledged = 0
  const clients = new Map<string, ReturnType<typeof createClient>>()
  const clientOf = (origin: string): ReturnType<typeof createClient> => {
    const known = clients.get(origin) ?? createClient(origin, writers)
    clients.set(origin, known)
    return known
  }
  const work = Array.from({ length: writers }, async () => {
    while (acknowledged < count) {
      const number = sent++
      await wait(Math.max(0, from + (number * together * 1_000) / perSecond - Date.now()))
      const call = callFor(ids, { number, together })
      const answer = await clientOf(changing.origin()).call({ ...call, token: changing.staff })
      if (answer?.status === 200) acknowledged += together
      else if (answer === undefined || answer.status === 503) await wait(pauseMs)
      else throw new Error(`a change was answered ${answer.status} ${answer.text}`)
    }
  })
  await Promise.all(work)
  for (const client of clients.values()) client.close()
  return { acknowledged }
}

function callFor(
  ids: readonly string[],
  { number, together }: { number: number; together: number },
): Call {
  const changes = Array.from({ length: together }, (_, index) => ({
    method: 'PATCH',
    path: `/api/products/${ids[(number * together + index) % ids.length]}`,
    body: { stock: number },
  }))
  const [only] = changes
  if (only !== undefined && together === 1) return only
  return { method: 'POST', path: '/api/batch', body: { operations: changes } }
}
