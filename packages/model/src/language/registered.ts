import type { Register } from '../index.ts'

/**
 * What is known of rows before the first generation: nothing. This is the one place that lets go of types, so that a
 * new model file is legal before `model.gen.ts` exists.
 */
export type Untyped = ReturnType<JSON['parse']>

type Rows = Register extends { rows: infer R } ? R : Record<string, Untyped>

/** Names of the model's entities; any string before the first generation. */
export type EntityName = keyof Rows & string

/** Roles named in `cambium.config.ts`, and `admin`. */
export type RoleName = Register extends { roles: infer R extends string } ? R : string

/** A record of an entity as rules see it: its fields, and the way to everything related. */
export type Row<E> = E extends keyof Rows ? Rows[E] : Untyped

/** Whoever makes the request, as rules see them. */
export type CurrentUser = (Rows extends { User: infer User } ? User : { id: string }) & {
  /** True when the caller has one of these roles. */
  hasRole(...roles: RoleName[]): boolean
}

/** Related records inside a rule or formula. It never runs as JavaScript: it is compiled to SQL. */
export interface Many<T> {
  /** True when one record at least passes. */
  some(test: (record: T) => boolean): boolean
  /** True when all records pass, and when there are none. */
  every(test: (record: T) => boolean): boolean
  /** True when no record passes. */
  none(test: (record: T) => boolean): boolean
  /** How many there are, or how many pass. */
  count(test?: (record: T) => boolean): number
  /** The sum of a number over all records, 0 when there are none. */
  sum(value: (record: T) => number | null): number
  /** The smallest value, `null` when there are none. */
  min(value: (record: T) => number | null): number | null
  /** The largest value, `null` when there are none. */
  max(value: (record: T) => number | null): number | null
}
