/** How much a field counts in a search, `A` the most. */
export type SearchWeight = 'A' | 'B' | 'C' | 'D'

/** The full-text index of an entity. */
export interface SearchIndex {
  /** The FTS5 table of SQLite, with a table of row numbers beside it, and the index of PostgreSQL. */
  readonly name: string
  readonly fields: { readonly [field: string]: SearchWeight }
}

/** What a term found in a field of each weight adds to the relevance of a record. */
export const weightValues: readonly (readonly [weight: SearchWeight, value: number])[] = [
  ['A', 8],
  ['B', 4],
  ['C', 2],
  ['D', 1],
]

/** The fields a search looks into, and how much each counts. */
export type SearchedFields = readonly (readonly [field: string, weight: SearchWeight])[]
