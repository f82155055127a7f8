import type { Row } from '../world/shape.ts'
import { compare } from './filter.ts'

/** The id decides between equals, in the direction of what stands before it. */
export function orderOf(sort: readonly string[]): (left: Row, right: Row) => number {
  const last = sort.at(-1) ?? ''
  const keys = [...sort, last.startsWith('-') ? '-id' : 'id']
  return (left, right) => {
    for (const key of keys) {
      const name = key.replace('-', '')
      const order = compare(left[name] ?? null, right[name] ?? null)
      if (order !== 0) return key.startsWith('-') ? -order : order
    }
    return 0
  }
}
