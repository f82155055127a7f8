import type { Rule } from '../access/index.ts'
import type { Columns, ListParts, Queryable, Sql } from '../database/index.ts'
import type { FileField } from '../files/index.ts'
import type { FieldSchemas } from '../schema/index.ts'
import type { AnyRecord } from './list-query.ts'
import type { SearchIndex } from './search/index.ts'

/** How a record leads to others. Named by the relation in `Resource.relations`. */
export type Relation =
  /** `record[key]` is the id of one target; `onDelete` says what becomes of the record with it, where both can go. */
  | {
      readonly kind: 'one'
      readonly target: string
      readonly key: string
      readonly onDelete?: 'cascade' | 'setNull'
    }
  /** At most one target has this record's id in its `key`. */
  | { readonly kind: 'inverseOne'; readonly target: string; readonly key: string }
  /** Targets have this record's id in their `key`. */
  | { readonly kind: 'many'; readonly target: string; readonly key: string }
  | ManyToMany

export interface ManyToMany {
  readonly kind: 'manyToMany'
  readonly target: string
  /** The linking table, its column with this record's id and the one with the target's. */
  readonly table: string
  readonly source: string
  readonly other: string
  /** The entity whose records make the links, which then obey its rules. */
  readonly through?: string
  /** Name of the ids in create and update; absent on the side that cannot set them. */
  readonly input?: string
  /** The column that keeps the order of the links. */
  readonly position?: string
}

/** A condition every record must meet, with the sentence the caller is told otherwise. */
export interface Check<Record> {
  readonly message: string
  /** Decides in memory. `previous` is null on create. */
  holds?(record: Record, event: { previous: Record | null; now: string }): boolean
  /** Decides in SQL on the written row, when related rows are needed. */
  where?(event: { previous: Record | null; now: string }): Sql
}

/** Who may see or set one field. */
export interface FieldRule<Record> {
  readonly read?: Rule<Record>
  readonly write?: Rule<Record>
}

/** All the pipeline needs to know of one entity. Generated as data; a generated `x.operations.gen.ts` holds one. */
export interface Resource<Record extends object = AnyRecord> {
  readonly name: string
  /** The name in a sentence: `product category`. */
  readonly words: string
  readonly table: string
  readonly columns: Columns<Record>
  readonly fields: FieldSchemas
  readonly required: readonly string[]
  /** How the id is written: a UUID by default. */
  readonly key?: 'integer' | 'nanoid' | 'text'
  /** Whoever creates a record brings its id, which is among `fields` then. */
  readonly brought?: boolean
  /** It is a view: its records are read, never written. */
  readonly view?: true
  readonly read: Rule<Record>
  list(db: Queryable, parts: ListParts): Promise<Record[]>
  count(db: Queryable, parts: ListParts): Promise<number>
  find(db: Queryable, visible: Sql, id: string | number, lock: Sql): Promise<Record | undefined>
  readonly sort: readonly { readonly field: string; readonly descending: boolean }[]
  readonly pageSize: number
  readonly maxPageSize: number
  /** The fields of each index in order, `-` in front of one that goes down. */
  readonly indexes?: readonly (readonly string[])[]
  /** How a list counts when the caller does not say. */
  readonly countByDefault?: 'exact' | 'estimate'
  /** The field that says whose a record is, in an application with tenants; of the tenant itself it is the id. */
  readonly tenant?: string
  readonly versioned?: boolean
  readonly softDelete?: boolean
  readonly timestamps?: boolean
  readonly history?: boolean
  /** Its rules go by what callers were given on single records. */
  readonly accessList?: boolean
  /** Who may see and change those lists; without it only server code does. */
  readonly share?: Rule<Record>
  readonly relations?: { readonly [relation: string]: Relation }
  /** The references that say whose a record is: those of `owner()` in its rules. */
  readonly owners?: readonly string[]
  /** The fields that hold places, each with the name of its index. */
  readonly points?: { readonly [field: string]: { readonly index: string | null } }
  /** The fields that hold files, and what each takes. */
  readonly files?: { readonly [field: string]: FileField }
  /** Who may upload files for them: whoever one of these could let through. */
  readonly uploads?: readonly Rule<Record>[]
  /** What `q` searches. */
  readonly search?: SearchIndex
  /** Where each state of a choice may go. */
  readonly transitions?: {
    readonly [field: string]: { readonly [from: string]: readonly string[] }
  }
  /** The state a record starts in, for choices with transitions. */
  readonly initial?: { readonly [field: string]: string }
  readonly fieldRules?: { readonly [field: string]: FieldRule<Record> }
  readonly checks?: readonly Check<Record>[]
  /** Fields that follow from others and are stored with them. */
  derive?(record: Record): Partial<Record>
}
