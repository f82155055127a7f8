import type { ExpressionIR } from './rule-ir.ts'

/** The kinds a stored field can have. A to-one relation is stored as a field of kind `reference`. */
export type FieldKind =
  | 'text'
  | 'email'
  | 'url'
  | 'slug'
  | 'int'
  | 'float'
  | 'money'
  | 'decimal'
  | 'bigint'
  | 'bool'
  | 'date'
  | 'datetime'
  | 'time'
  | 'duration'
  | 'uuid'
  | 'json'
  | 'list'
  | 'choice'
  | 'file'
  | 'image'
  | 'point'
  | 'vector'
  | 'secret'
  | 'password'
  | 'computed'
  | 'reference'

/** What a field holds once it is read: several kinds share one value type. */
export type ValueType =
  | 'string'
  | 'integer'
  | 'number'
  | 'decimal'
  | 'bigint'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'json'

/** A default the server fills in; `value` is a literal in the field's JSON form. */
export type DefaultIR = { literal: JsonValue } | { server: 'now' | 'currentUser' | 'uuid' }

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue }

/** Who fills the field: the author of the model, or Cambium (`id`, `createdAt`, `version`, ...). */
export type FieldOrigin = 'model' | 'system'

export interface FieldIR {
  /** Identity inside its entity, from model.lock.json; never reused, also the protobuf tag. */
  id: number
  name: string
  /** Physical column name; absent on a computed field that is not stored. */
  column: string | null
  kind: FieldKind
  value: ValueType
  origin: FieldOrigin
  doc: string | null
  label: string | null
  nullable: boolean
  required: boolean
  unique: boolean
  indexed: boolean
  default: DefaultIR | null
  readOnly: boolean
  writeOnce: boolean
  writeOnly: boolean
  hidden: boolean
  encrypted: boolean
  pii: boolean
  deprecated: string | null
  /** Limits of the value; which ones apply depends on the kind. Lengths in characters. */
  limits: LimitsIR
  normalise: ('trim' | 'lower')[]
  /** Weight in full-text search, `null` when the field is not searched. */
  search: 'A' | 'B' | 'C' | 'D' | null
  choice: ChoiceIR | null
  /** The element of a `list`; the declared type of a `computed` field. */
  element: ElementIR | null
  /** Set on kind `reference`. */
  reference: ReferenceIR | null
  computed: ComputedIR | null
  /** The field a slug is made from when none is given. */
  slugFrom: string | null
  /** Options kept for pieces that come later (`file`, `vector`, `api`, `ui`), as written. */
  extra: { [option: string]: JsonValue }
}

export interface LimitsIR {
  min?: number | string
  max?: number | string
  step?: number
  pattern?: string
  /** Digits after the point of a `decimal`. */
  scale?: number
  /** Total digits of a `decimal`. */
  precision?: number
  currency?: string
}

export interface ChoiceIR {
  values: string[]
  labels: { [value: string]: string }
  /** Where each state may go. `null`: every change is allowed. A state that is not named goes nowhere. */
  transitions: { [from: string]: string[] } | null
}

export interface ElementIR {
  kind: FieldKind
  value: ValueType
  limits: LimitsIR
  choice: ChoiceIR | null
}

export type OnDelete = 'cascade' | 'restrict' | 'setNull' | 'noAction'

export interface ReferenceIR {
  /** The relation as written, `product` for the column `productId`. */
  relation: string
  target: string
  /** Name of the other end on the target; `null` when it has none. */
  inverse: string | null
  onDelete: OnDelete
  /** The fields that together hold the target's key, in its order, where several do; stored elsewhere, then. */
  fields?: string[]
}

export interface ComputedIR {
  stored: boolean
  expression: ExpressionIR
}
