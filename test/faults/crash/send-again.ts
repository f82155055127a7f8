import type { Client } from '../server/index.ts'
import type { Intent, Ledger } from './ledger.ts'
import { place, type Writing } from './writers.ts'

/**
 * Sends what was never answered, or was answered 503: it may have happened or not, and its key makes sending it again safe. Tells how
 * many there were.
 */
export async function sendAgain(
  client: Client,
  writing: Writing,
  writers: number,
): Promise<number> {
  const left = writing.ledger.intents.filter(({ state }) => state === 'open')
  const { length } = left
  const work = Array.from({ length: writers }, async () => {
    for (let intent = left.pop(); intent; intent = left.pop()) await place(client, writing, intent)
  })
  await Promise.all(work)
  return length
}

/** How many of the orders came to that. */
export function countIntents({ intents }: Ledger, state: Intent['state']): number {
  return intents.filter((intent) => intent.state === state).length
}
