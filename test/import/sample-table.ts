/** A value of a generated row. */
export type SampleValue = string | number | boolean | null | Uint8Array | readonly string[]

/** How one table of a sample is filled. */
export interface SampleTable {
  readonly name: string
  readonly columns: readonly string[]
  /** How many rows it has where the largest tables have `scale`. */
  count(scale: number): number
  /** Row `n`, from 1 on; the same at every call. `count` gives the sizes of the tables that it points at. */
  row(n: number, count: (table: string) => number): readonly SampleValue[]
}

/** An item of a list by a number that may be larger than the list. */
export function pick<Item>(list: readonly [Item, ...Item[]], n: number): Item {
  return list[n % list.length] ?? list[0]
}

/** A number from 1 to `limit` that looks like none in particular and is the same for the same `n`. */
export function scatter(n: number, limit: number): number {
  return (((n * 2_654_435_761) % 4_294_967_296) % Math.max(1, limit)) + 1
}

/** A day of 2024 and a time on it, as both databases read it. */
export function timeOf(n: number): string {
  const at = new Date(Date.UTC(2024, 0, 1) + (n % 366) * 86_400_000 + (n % 86_399) * 1000)
  return at.toISOString().slice(0, 19).replace('T', ' ')
}

/** A day of 2024. */
export function dayOf(n: number): string {
  return timeOf(n).slice(0, 10)
}
