import type { AccountsIR } from './accounts-ir.ts'
import type { FieldIR, JsonValue, OnDelete } from './field-ir.ts'
import type { CheckIR, RuleIR } from './rule-ir.ts'

export type OperationName = 'list' | 'get' | 'create' | 'update' | 'delete'
export type AccessName = 'read' | 'create' | 'update' | 'delete'

/** The other names of an entity, all fixed here so that no emitter makes its own. */
export interface EntityNames {
  /** `productCategory` */
  camel: string
  /** `productCategories` */
  camelPlural: string
  /** `ProductCategories` */
  pascalPlural: string
  /** The bare name of a variable that holds one record: `productCategory`, or `classRecord` for a reserved word. */
  variable: string
  /** `product-category`, the stem of its files */
  file: string
  /** `product-categories`, path of the REST resource under /api */
  path: string
  /** `product category`, for sentences */
  words: string
}

export interface EntityIR {
  /** Identity from model.lock.json, never reused. */
  id: number
  name: string
  names: EntityNames
  /** Physical table name. */
  table: string
  doc: string | null
  /** Folder of the resource, relative to the project with `/`: `src/product-categories`. */
  folder: string
  /** How ids are made. */
  key: KeyIR
  /** Declared fields in the author's order (a to-one relation as its `reference` field), then system fields. */
  fields: FieldIR[]
  manyToMany: ManyToManyIR[]
  /** The ends named by other entities' `inverse`, ordered by entity and field. */
  inverses: InverseIR[]
  indexes: IndexIR[]
  list: ListIR
  timestamps: boolean
  /** Others made its table; absent where Cambium did. */
  adopted?: true
  /** It is a view of the database; absent where it is a table. */
  view?: true
  softDelete: boolean
  versioned: boolean
  /** Days a history row is kept, 0 for ever; `null`: no history. */
  history: { keepDays: number } | null
  tenant: boolean
  access: Record<AccessName, RuleIR | null>
  /** Who may see and change the access list of a record; absent where only server code does. */
  share?: RuleIR
  fieldAccess: { field: string; read: RuleIR | null; write: RuleIR | null }[]
  checks: CheckIR[]
  /** Operations that are offered at all. */
  operations: OperationName[]
  /** `null`: no REST resource. */
  rest: { path: string; upsert: string | null } | null
  /** The field that names a record for a person. */
  title: string | null
  events: string[]
  /** What its own events tell, those that say so; any JSON otherwise. */
  eventPayloads?: { [event: string]: FieldIR[] }
  /** Its records sign in; absent where they do not. */
  accounts?: AccountsIR
  /** Options kept for pieces that come later (`cache`, `partition`, ...), as written. */
  extra: { [option: string]: JsonValue }
}

/** The key of an entity: made by the server or the database, brought by the caller, or several fields together. */
export type KeyIR =
  | { kind: 'uuid7' | 'serial' | 'nanoid' }
  | { kind: 'int' | 'uuid' }
  /** Of at most so many characters. */
  | { kind: 'text'; max: number }
  /** Names of stored fields, in the order of the key. */
  | { kind: 'composite'; fields: string[] }

/** A many-to-many relation, on the side that declares it. */
export interface ManyToManyIR {
  id: number
  name: string
  /** Name of the ids in create and update input: `tagIds` for `tags`. */
  input: string
  target: string
  inverse: string | null
  /** The linking table and its two columns: this side's id and the target's. */
  table: string
  sourceColumn: string
  targetColumn: string
  ordered: boolean
  required: boolean
  /** Not accepted in input; also when `through` names an entity, whose records make the links. */
  readOnly: boolean
  /** Others made its linking table; absent where Cambium did. */
  adopted?: true
  /** The entity that links the two, `null` for a plain linking table. */
  through: string | null
  doc: string | null
  label: string | null
  deprecated: string | null
  extra: { [option: string]: JsonValue }
}

/** The other end of a relation, named by `inverse` on the side that declares it. */
export interface InverseIR {
  name: string
  /** The entity that declares the relation. */
  source: string
  /** Its relation name: `assignee`. */
  relation: string
  kind: 'one' | 'many' | 'manyToMany'
}

export interface IndexIR {
  /** Made of identities, so it survives renames: `ix_4_7_-1`, `ux_4_3`. */
  name: string
  kind: 'btree' | 'unique' | 'fulltext' | 'geo'
  /** Stored field names. */
  fields: { field: string; descending: boolean }[]
}

export interface ListIR {
  sort: { field: string; descending: boolean }[]
  pageSize: number
  maxPageSize: number
  count: 'none' | 'exact' | 'estimate'
}

export type { OnDelete }
