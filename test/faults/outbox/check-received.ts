import type { Received } from './receiver.ts'

/** What of the changes of records came in, and how. */
export interface Delivered {
  /** Changes that are stored and never came in. */
  readonly lost: number
  /** Changes that came in and are not stored. */
  readonly invented: number
  /** Changes that came in after a later one of the same record. */
  readonly inverted: number
}

/** Every change of a record counts its version up by one from 1, so what is stored says what must have come in. */
export function checkReceived(
  received: readonly Received[],
  versions: ReadonlyMap<string, number>,
): Delivered {
  const counts = { lost: 0, invented: 0, inverted: 0 }
  const byProduct = Map.groupBy(received, ({ product }) => product)
  for (const [product, version] of versions) {
    const came = (byProduct.get(product) ?? []).map((event) => event.version)
    counts.inverted += came.filter((one, index) => one < (came[index - 1] ?? 0)).length
    const known = new Set(came)
    for (let expected = 2; expected <= version; expected++) if (!known.has(expected)) counts.lost++
    counts.invented += came.filter((one) => one < 2 || one > version).length
  }
  for (const [product, events] of byProduct) {
    if (!versions.has(product)) counts.invented += events.length
  }
  return counts
}
