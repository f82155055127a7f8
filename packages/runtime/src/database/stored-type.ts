/** What a column's type is called, and whether the database fills it by itself. */
export interface StoredType {
  /** Cambium's own where it is not told. */
  type: string | undefined
  /** `default`: where nothing is given; `generated`: always. */
  filled: 'default' | 'generated' | null
}

/** Reads what a model says of a column: `timestamp`, `int4, default`, `tsvector, generated`. */
export function readStoredType(text: string): StoredType {
  const [, type = text, filled] = /^(.*), (default|generated)$/.exec(text) ?? []
  return { type, filled: filled === 'default' || filled === 'generated' ? filled : null }
}
