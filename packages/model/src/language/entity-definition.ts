import type { OperationName, SignInMethod } from '../ir/index.ts'
import type { Fields } from './field-definition.ts'
import type { IndexDefinition } from './index-definition.ts'
import type { Row } from './registered.ts'
import type { Rule } from './rule.ts'

type SystemName = 'id' | 'createdAt' | 'updatedAt' | 'version' | 'deletedAt'
type NameOf<F> = (keyof F & string) | SystemName
type Sorted<N extends string> = N | `-${N}`

/** Everything about an entity, in one call. */
export interface EntityOptions<E extends string, F extends Fields<Row<E>>> {
  /** What the entity is; carried into types and API descriptions. */
  doc?: string
  /** Name of its table. */
  table?: string
  /** The name this entity had before. */
  was?: string
  /**
   * How ids are made, `uuid7` unless given. Those of kind `text`, `int` and `uuid` come from whoever creates the record;
   * an array of fields is a composite key.
   */
  id?: KeyKind | KeyOptions | readonly (keyof NoInfer<F> & string)[]
  fields: F
  indexes?: readonly IndexDefinition<NameOf<NoInfer<F>>>[]
  /** Keep `createdAt` and `updatedAt`, true unless given; the columns they stand in, one alone where only that one is there. */
  timestamps?: boolean | { createdAt?: TimeColumn; updatedAt?: TimeColumn }
  /** Others made its table: additions are planned, any other change of the table is for them. */
  adopted?: boolean
  /** It is a view: its records are listed and got, never written, and no table is planned for it. */
  view?: boolean
  /** Deleting marks the record and keeps it. */
  softDelete?: boolean
  /** Count changes in `version`, and refuse a change made to an older one. */
  versioned?: boolean
  /** Keep every change, for ever or for some time: `90d`. */
  history?: boolean | { keep: `${number}d` }
  /** Whether rows belong to one tenant, true in a project with tenants. */
  tenant?: boolean
  partition?: PartitionOptions<NameOf<NoInfer<F>>>
  cache?: { ttl: `${number}${'s' | 'm' | 'h'}`; scope?: 'public' | 'user' }
  list?: ListSettings<NameOf<NoInfer<F>>>
  api?: ApiOptions<NameOf<NoInfer<F>>>
  /**
   * The events its hooks emit: their names, or what each of them tells. `true` for created, updated and deleted, which
   * may stand among the names too.
   */
  events?: boolean | readonly string[] | { readonly [event: string]: boolean | Fields }
  /** The field that names a record for a person. */
  title?: NameOf<NoInfer<F>>
  auth?: AuthOptions<NameOf<NoInfer<F>>>
  /** Who may do what. An operation without a rule is closed to all but `admin`. */
  access?: AccessRules<E, NameOf<NoInfer<F>>>
  /** Who may read and write single fields, on top of `access`. */
  fieldAccess?: { [K in NameOf<NoInfer<F>>]?: FieldRules<E, NameOf<NoInfer<F>>> }
  /** What must be true of every record; the key is what the caller is told when it is not. */
  check?: { [message: string]: (row: Row<E>, context: CheckContext<Row<E>>) => boolean }
}

/** How ids are made: by the server, counted by the database (`serial`), or brought by the caller (the last three). */
export type KeyKind = 'uuid7' | 'serial' | 'nanoid' | 'text' | 'int' | 'uuid'

/** A key of one column, and how it is stored. */
export interface KeyOptions {
  kind: KeyKind
  /** Name of its column in the database, `id` unless given. */
  column?: string
  /** The most characters of a `text` key, 255 unless given. */
  max?: number
  /** The type its column has in a database that was there before. */
  stored?: string
}

/** The column of a time that is kept, with its type where others made it. */
export type TimeColumn = string | { column: string; stored?: string }

/** What a check may ask beside the row. */
export interface CheckContext<R> {
  /** The instant of the request, UTC with milliseconds. */
  now: string
  /** The row as it was before the update, `null` on create. */
  previous: R | null
}

/** Rules of the operations; `read` covers list and get. */
export interface AccessRules<E extends string, N extends string> {
  read?: Rule<E, N>
  create?: Rule<E, N>
  update?: Rule<E, N>
  delete?: Rule<E, N>
  /** Who may see and change the list that `acl()` goes by: who has been given a right on the record. */
  share?: Rule<E, N>
}

/** Rules of one field. */
export interface FieldRules<E extends string, N extends string> {
  /** Who sees it; others get `null` and may neither filter nor sort by it. */
  read?: Rule<E, N>
  /** Who may set it. */
  write?: Rule<E, N>
}

/** How a list behaves when the request does not say. */
export interface ListSettings<N extends string> {
  sort?: Sorted<N> | readonly Sorted<N>[]
  pageSize?: number
  maxPageSize?: number
  count?: 'exact' | 'estimate' | 'none'
}

/** What the APIs offer. */
export interface ApiOptions<N extends string> {
  /** False for none, a text for another path. */
  rest?: boolean | string
  graphql?: boolean | string
  grpc?: boolean | string
  realtime?: boolean
  operations?: readonly OperationName[]
  /** The unique field by which PUT creates or replaces. */
  upsert?: N
}

/** How a large table is cut into parts. */
export interface PartitionOptions<N extends string> {
  by: N
  every: 'day' | 'week' | 'month' | 'year'
  keep?: `${number}${'d' | 'm' | 'y'}`
}

/** How the entity's records sign in. */
export interface AuthOptions<N extends string> {
  /** The unique email field that accounts are known by. */
  identifiers: readonly N[]
  /** How one signs in, `password` unless given. */
  methods?: readonly SignInMethod[]
  /** Whether anybody may make an account, true unless given. */
  signUp?: boolean
  /** A yes-or-no field: an account where it is true can do nothing. */
  blocked?: N
}

/** The plain data `entity` makes. */
export interface EntityDefinition<E extends string = string> {
  readonly cambium: 'entity'
  readonly name: E
  readonly options: object
}

/** Defines an entity: the default export of its model file. */
export function entity<const E extends string, const F extends Fields<Row<E>>>(
  name: E,
  options: EntityOptions<E, F>,
): EntityDefinition<E> {
  return { cambium: 'entity', name, options }
}
