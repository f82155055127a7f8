import type { Untyped } from './registered.ts'

/** The plain data a field builder makes. `T` is the type of its values; `R` the row its formula reads. */
export interface FieldDefinition<T = unknown, R = Untyped> {
  readonly cambium: 'field'
  readonly kind: string
  readonly options: object
  /** The choices of a `choice`. */
  readonly values?: readonly string[]
  /** The entity a relation points to. */
  readonly target?: string
  /** What a `list` holds, or the type of a `computed` field. */
  readonly element?: FieldDefinition
  /** The formula of a `computed` field. */
  readonly expression?: (row: R) => unknown
  /** Never set: carries the type of the values. */
  readonly type?: T
}

/** The fields of an entity, by name. */
export type Fields<R = Untyped> = Record<string, FieldDefinition<unknown, R>>

/** Options that every field has. */
export interface CommonOptions {
  /** What the field means; carried into types and API descriptions. */
  doc?: string
  /** What a person sees in place of the name. */
  label?: string
  /** A value must be given, and may not be null. */
  required?: boolean
  /** In the input or output of a function, a job or an event, where every other field must be given. */
  optional?: boolean
  /** No two records may share a value. */
  unique?: boolean
  /** Keep an index, for filters and sorting. */
  index?: boolean
  /** Set only by server code. */
  readOnly?: boolean
  /** Accepted when the record is created, never changed afterwards. */
  writeOnce?: boolean
  /** Accepted and never returned. */
  writeOnly?: boolean
  /** Seen by hooks only: neither accepted nor returned. */
  hidden?: boolean
  /** Encrypted at rest; `searchable` can still be found by an equal value. */
  encrypted?: boolean | 'searchable'
  /** Says something about a person: kept out of logs, exported and erased on request. */
  pii?: boolean
  /** The name this field had before. */
  was?: string
  /** Name of the column in the database. */
  column?: string
  /**
   * The type of a column that others made (`adopted`), where it is not Cambium's own: `timestamp`, `uuid`, `text[]`,
   * `epoch`. With `, default` or `, generated` behind it the database fills it.
   */
  stored?: string
  /** Why it should no longer be used. */
  deprecated?: string
  /** How the APIs show it. */
  api?: { name?: string; rest?: boolean; graphql?: boolean; grpc?: boolean }
  /** How the Admin App shows it. */
  ui?: { widget?: string; help?: string; group?: string; hidden?: boolean }
}

/** Makes the plain data of a field; every builder goes through it. */
export function defineField<T>(
  kind: string,
  options: object | undefined,
  more?: Partial<FieldDefinition>,
): FieldDefinition<T> {
  return { cambium: 'field', kind, options: options ?? {}, ...more } as FieldDefinition<T>
}
