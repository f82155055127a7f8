import { nearestName } from '../errors/index.ts'

/** Refuses a count that is none; one that was not given is fine. */
export function assertCount(count: number | undefined, what: string): void {
  if (count === undefined || (Number.isInteger(count) && count > 0)) return
  throw new Error(`${what}: ${count} is no count: write 1 or more`)
}

/** Code asked for a job or its like by a name nobody has. */
export function unknownWork(what: string, name: string, known: Iterable<string>): Error {
  const nearest = nearestName(name, [...known])
  return new Error(`There is no ${what} "${name}"${nearest ? `: did you mean "${nearest}"?` : ''}`)
}
