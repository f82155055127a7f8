import { setImmediate as nextTurn } from 'node:timers/promises'
import { placeRefusal } from './place-refusal.ts'

const pauseAfter = 25

/**
 * Does the work for each item in turn, and says of which one a refusal is. Lets other requests have their turn now and
 * then: a thousand records would hold them up for long.
 */
export async function oneByOne<Item, Result>(
  items: readonly Item[],
  name: string,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const [index, item] of items.entries()) {
    if (index % pauseAfter === pauseAfter - 1) await nextTurn()
    try {
      results.push(await work(item))
    } catch (error) {
      throw placeRefusal(error, { name, index })
    }
  }
  return results
}
