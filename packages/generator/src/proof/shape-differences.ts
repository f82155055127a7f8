import type { Shape } from './engine.ts'

/** What a database has beyond the shape that is wanted, and lacks of it, in words. */
export function shapeDifferences(found: Shape, wanted: Shape): string[] {
  return [
    ...found.filter((line) => !wanted.includes(line)).map((line) => `has ${line}`),
    ...wanted.filter((line) => !found.includes(line)).map((line) => `lacks ${line}`),
  ]
}
