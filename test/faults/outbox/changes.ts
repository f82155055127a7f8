import { setTimeout as wait } from 'node:timers/promises'
import { createClient, jsonOf } from '../server/index.ts'

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

/** Changes the products one after the other until so many changes were acknowledged, at so many a second at most. */
export async function changeProducts(
  changing: Changing,
  ids: readonly string[],
  { count, perSecond }: { count: number; perSecond: number },
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
      await wait(Math.max(0, from + (number * 1_000) / perSecond - Date.now()))
      const path = `/api/products/${ids[number % ids.length]}`
      const call = { method: 'PATCH', path, body: { stock: number }, token: changing.staff }
      const answer = await clientOf(changing.origin()).call(call)
      if (answer?.status === 200) acknowledged++
      else if (answer === undefined || answer.status === 503) await wait(pauseMs)
      else throw new Error(`a change was answered ${answer.status} ${answer.text}`)
    }
  })
  await Promise.all(work)
  for (const client of clients.values()) client.close()
  return { acknowledged }
}
