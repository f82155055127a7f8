import type { JsonValue, OnDelete } from '@cambium/model'

/** How a value is stored, before a database gives it a type of its own. */
export type StorageType =
  | { kind: 'text' | 'integer' | 'real' | 'boolean' | 'date' | 'instant' | 'json' }
  | { kind: 'decimal'; precision: number; scale: number }
  /** The type of a key others made, as PostgreSQL calls it: what points at it has the same. */
  | { kind: 'native'; type: string }
  /** An integer the database counts up, never given twice. */
  | { kind: 'serial' }

/** The tables a model needs. Everything in it has a key made of identities, so that names may change. */
export interface Storage {
  tables: Table[]
}

export interface Table {
  /** What a person calls it: the name of its entity, of a linking table the relation too. */
  label: string
  /** `e4` for the table of entity 4, `l4_13` for the links of its relation 13, `a1` for a table of the accounts. */
  key: string
  name: string
  columns: Column[]
  primaryKey: { name: string; columns: string[] }
  /** The foreign keys of several columns, each as a column that stores nothing of its own. */
  keyReferences?: Column[]
  indexes: Index[]
  sideIndexes: SideIndex[]
  /** True for a linking table: nothing but keys. */
  isLink: boolean
  /** Others made it: nothing but additions is ever done to it. */
  adopted?: true
}

export interface Column {
  /** What a person calls it: the name of its field or relation. */
  label: string
  /** Identity inside its table. */
  key: string
  name: string
  type: StorageType
  nullable: boolean
  /** What existing rows get, and a write that does not name the column; absent when there is none. */
  default?: JsonValue
  /** The only values a text may have. */
  choices: { name: string; values: string[] } | null
  reference: ForeignKey | null
  /** What a value means beyond its type: encrypted, or which kind of JSON. */
  form: string
  /** The stored formula it follows, per database. */
  formula: Formula | null
  /** It was there when its table was adopted, whenever the model comes to name it. */
  exists?: true
}

export interface ForeignKey {
  name: string
  /** Key of the table it points to. */
  table: string
  /** That table's name and the name of its key column. */
  tableName: string
  columnName: string
  /** The columns of either table, where there are several. */
  pairs?: { own: string; target: string }[]
  onDelete: OnDelete
}

export interface Index {
  name: string
  unique: boolean
  columns: { name: string; descending: boolean }[]
  /** Only rows that are not soft-deleted count. */
  liveOnly: boolean
}

/** An index that the databases keep in tables or columns of its own: of words, or of places. */
export type SideIndex = {
  name: string
  /** The key column of the table it belongs to. */
  key: { column: string; type: 'text' | 'integer' }
} & (
  | { kind: 'words'; columns: { name: string; weight: 'A' | 'B' | 'C' | 'D' }[] }
  | { kind: 'place'; column: string }
)

/** A formula in the SQL of each database, over the columns of its own row. */
export interface Formula {
  sqlite: string
  postgres: string
}
