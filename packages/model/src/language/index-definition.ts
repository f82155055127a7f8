/** The plain data an index builder makes. */
export interface IndexDefinition<N extends string = string> {
  readonly cambium: 'index'
  readonly kind: 'btree' | 'unique' | 'fulltext' | 'geo'
  /** Field names, `-` before one that is sorted downwards. */
  readonly fields: readonly (N | `-${N}`)[]
}

/** An index for filters and sorting, `-` before a field that is sorted downwards. */
export function index<const N extends string>(...fields: (N | `-${N}`)[]): IndexDefinition<N> {
  return { cambium: 'index', kind: 'btree', fields }
}

/** No two records may share these values together. */
export function unique<const N extends string>(...fields: N[]): IndexDefinition<N> {
  return { cambium: 'index', kind: 'unique', fields }
}

/** An index for words in texts. */
export function fulltext<const N extends string>(...fields: N[]): IndexDefinition<N> {
  return { cambium: 'index', kind: 'fulltext', fields }
}

/** An index for what is near a place. */
export function geo<const N extends string>(field: N): IndexDefinition<N> {
  return { cambium: 'index', kind: 'geo', fields: [field] }
}
