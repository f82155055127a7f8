import type { Box, Nearness } from './filter/index.ts'

/** A record as the pipeline handles it: named values. */
export type AnyRecord = { [field: string]: unknown }

/** The tests a field can be put to in a filter. */
export interface Operators<Value> {
  eq?: Value
  ne?: Value
  gt?: NonNullable<Value>
  gte?: NonNullable<Value>
  lt?: NonNullable<Value>
  lte?: NonNullable<Value>
  in?: readonly Value[]
  nin?: readonly Value[]
  /** Text only, ignoring the case of ASCII letters. */
  contains?: string
  startsWith?: string
  endsWith?: string
  /** True: the field has a value. False: it is null. */
  exists?: boolean
  /** Places only: at most so many metres away, over the surface of the earth. */
  near?: Nearness
  /** Places only: in a box of degrees. */
  within?: Box
}

/** Conditions on the fields of one record, all of which must hold. */
export type FieldConditions<Record> = {
  [Field in keyof Record]?: Record[Field] | Operators<Record[Field]>
}

/**
 * Conditions, all of which must hold: on fields, on related records (one record at the other end meets them all), and
 * in groups. `Relations` names the record at the other end of each relation.
 */
export type Where<Record, Relations = object> = FieldConditions<Record> & {
  [Relation in keyof Relations]?: Where<Relations[Relation]>
} & {
  and?: readonly Where<Record, Relations>[]
  /** At least one of the groups holds. */
  or?: readonly Where<Record, Relations>[]
  /** The group does not hold as a whole. */
  not?: Where<Record, Relations>
}

/** What a list is asked for. Every part is optional; the entity's `list` settings fill the rest. */
export interface ListQuery<Record = AnyRecord, Relations = object> {
  where?: Where<Record, Relations>
  /** Words to find in the fields with `search`; without a sort the most relevant records come first. */
  q?: string
  /** Field names, `-` in front for descending; separated by commas or as an array. */
  sort?: string | readonly string[]
  /** How many records at the most. */
  limit?: number
  /** A cursor from `page.next`: continue behind it. */
  after?: string
  /** A cursor from `page.previous`: go back in front of it. */
  before?: string
  /** How many records to skip; not together with a cursor. */
  offset?: number
  /** Relations to put into the records: `['project', 'project.lead']`. */
  include?: readonly string[]
  /** The only fields wanted. */
  fields?: readonly string[]
  /** The only fields wanted of included records, by the path of the relation: `{ 'project.lead': ['name'] }`. */
  relatedFields?: { readonly [path: string]: readonly string[] }
  /** `exact` is refused where that goes through too many rows; `estimate` ends at 10,000 in large tables. */
  count?: 'none' | 'exact' | 'estimate'
  /** A condition that came from a relation, already bound: records linked to one parent. */
  related?: RelatedTo
}

/** Restricts a list to the records related to one parent, which was found readable. */
export interface RelatedTo {
  readonly resource: string
  readonly relation: string
  readonly id: string | number
}

/** What a single record is asked for. */
export interface RecordQuery {
  include?: readonly string[]
  fields?: readonly string[]
  /** The only fields wanted of included records, by the path of the relation. */
  relatedFields?: { readonly [path: string]: readonly string[] }
}

/** One page of a list. `next` and `previous` are cursors; `null` where there is nothing further that way. */
export interface Page<Record> {
  data: Record[]
  page: {
    next: string | null
    previous: string | null
    hasMore: boolean
    total?: number
    /** There are more than `total`: an estimate does not count on in a large table. */
    totalIsMinimum?: true
  }
}
