import type { Grant, Right, Row, Subject, Value } from '../world/shape.ts'

/** One condition: of a field, or of a field of a related record. */
export interface Condition {
  readonly relation?: string
  readonly field: string
  readonly operator:
    | 'eq'
    | 'ne'
    | 'gt'
    | 'lte'
    | 'in'
    | 'nin'
    | 'contains'
    | 'startsWith'
    | 'exists'
    | 'near'
    | 'within'
  readonly value: Value | readonly Value[]
}

/** Conditions that must all hold, a group that must not, and groups of which one must. */
export interface Filter {
  readonly all: readonly Condition[]
  readonly not: readonly Condition[]
  readonly or: readonly Condition[]
}

export interface ListAsk {
  readonly kind: 'list'
  readonly entity: string
  /** A list of what is related to one record. */
  readonly parent?: { readonly entity: string; readonly id: string; readonly relation: string }
  readonly filter: Filter
  readonly q?: string
  readonly sort?: readonly string[]
  readonly limit: number
  readonly offset?: number
  readonly counted: false | 'exact' | 'estimate'
  readonly fields?: readonly string[]
  readonly include: readonly string[]
  /** Behind this row, where somebody else stopped. */
  readonly after?: Row
}

export interface GetAsk {
  readonly kind: 'get'
  readonly entity: string
  readonly id: string
  readonly fields?: readonly string[]
  readonly include: readonly string[]
  readonly ifNoneMatch?: string
  readonly ifMatch?: string
}

export interface AggregateAsk {
  readonly kind: 'aggregate'
  readonly entity: string
  readonly filter: Filter
  readonly q?: string
  readonly counted: boolean
  readonly sum: readonly string[]
  readonly min: readonly string[]
  readonly max: readonly string[]
  readonly groupBy: readonly string[]
}

/** What was done to a record. */
export interface HistoryAsk {
  readonly kind: 'history'
  readonly entity: string
  readonly id: string
  readonly limit?: number
  readonly after?: string
}

/** Who was given what on a record. */
export interface GrantsAsk {
  readonly kind: 'grants'
  readonly entity: string
  readonly id: string
}

/** Makes the access list of a record exactly this. */
export interface ShareAsk {
  readonly kind: 'share'
  readonly entity: string
  readonly id: string
  readonly grants: readonly Pick<Grant, 'subject' | 'right'>[]
}

/** Takes entries out of the access list of a record. */
export interface UnshareAsk {
  readonly kind: 'unshare'
  readonly entity: string
  readonly id: string
  readonly subject?: Subject
  readonly right?: Right
}

/** A body: values by field names, ids by the names of links. */
export type Body = { readonly [name: string]: Value | readonly string[] }

export interface CreateAsk {
  readonly kind: 'create'
  readonly entity: string
  readonly bodies: readonly Body[]
  readonly isBulk: boolean
}

export interface UpdateAsk {
  readonly kind: 'update'
  readonly entity: string
  readonly id: string
  readonly body: Body
  readonly ifMatch?: string
}

export interface DeleteAsk {
  readonly kind: 'delete'
  readonly entity: string
  readonly id: string
  readonly ifMatch?: string
}

export interface UpsertAsk {
  readonly kind: 'upsert'
  readonly entity: string
  readonly by: string
  readonly name: string
  readonly body: Body
  readonly ifMatch?: string
}

export interface MatchingAsk {
  readonly kind: 'updateMatching' | 'deleteMatching'
  readonly entity: string
  readonly filter: Filter
  readonly body: Body
}

export type ReadAsk = ListAsk | GetAsk | AggregateAsk | HistoryAsk | GrantsAsk
export type SharingAsk = GrantsAsk | ShareAsk | UnshareAsk
export type WriteAsk =
  | CreateAsk
  | UpdateAsk
  | DeleteAsk
  | UpsertAsk
  | MatchingAsk
  | ShareAsk
  | UnshareAsk
export type Ask = ReadAsk | WriteAsk

/** How it is sent: by itself, as the only part of a batch, or twice with one key. */
export type Way = 'plain' | 'batch' | 'replay'
