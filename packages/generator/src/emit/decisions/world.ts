import type { EntityIR, JsonValue } from '@cambium/model'
import type { BroughtRoles } from '../../access/index.ts'
import type { Schema } from '../../rules/index.ts'

/** The id of a planned record; of nobody's record (`nobodys`) for a caller who has none. */
export interface Ref {
  readonly ref: number
}

export type Value = JsonValue | Ref

/** A record that a scenario makes. What is not named is left to the model's defaults and to samples. */
export interface PlannedRecord {
  readonly entity: EntityIR
  readonly values: { readonly [field: string]: Value }
  /** Values that only stand for any: a rule may want another one. */
  readonly loose: readonly string[]
  /** Made only because something must refer to it. */
  readonly isFiller: boolean
}

/** Two records joined by a table of their own, by the names of its columns. */
export interface Link {
  readonly table: string
  readonly ends: { readonly [column: string]: number }
}

/** A right on one record, given to the caller or to somebody else. */
export interface Grant {
  readonly at: number
  readonly right: string
  readonly toCaller: boolean
}

export interface PlannedCaller {
  readonly signedIn: boolean
  readonly roles: readonly string[]
  /** What each role of the model brings; only itself where that is not said. */
  readonly brings?: BroughtRoles
  /** Its own record; `null` where no rule looks at one. */
  readonly record: number | null
}

/** What is there when a request comes, and who sends it. The record it is about is the first. */
export interface World {
  readonly records: readonly PlannedRecord[]
  readonly links: readonly Link[]
  readonly grants: readonly Grant[]
  readonly caller: PlannedCaller
  /** What an update sends. */
  readonly changes: { readonly [field: string]: Value }
  /** The first record is not there but sent. */
  readonly isSent: boolean
  /** The sent record is not to be seen by others: nobody has written it yet. */
  readonly isUnwritten?: boolean
}

/** The records that the variables of an expression stand for, by name; `row` among them. */
export interface Bindings {
  readonly [base: string]: number
}

/** A world, seen from one rule. */
export interface Scene {
  readonly schema: Schema
  readonly world: World
  readonly bindings: Bindings
}

/** A record that was put into a world. */
export interface Placed {
  readonly world: World
  readonly at: number
}

export const subject = 0
const nobodys = -1

/** The id of the record at this place. */
export function refTo(at: number): Ref {
  return { ref: at }
}

/** What `user.id` is. */
export function callerRef({ caller }: World): Ref {
  return refTo(caller.record ?? nobodys)
}

/** Is the value the id of a planned record? */
export function isRef(value: unknown): value is Ref {
  return typeof value === 'object' && value !== null && 'ref' in value
}

/** Are two values the same? */
export function isSameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (isRef(a) && isRef(b)) return a.ref === b.ref
  return JSON.stringify(a) === JSON.stringify(b)
}

/** A world with the request's caller and nothing else. */
export function emptyWorld(caller: PlannedCaller, isSent: boolean): World {
  return { records: [], links: [], grants: [], caller, changes: {}, isSent }
}
