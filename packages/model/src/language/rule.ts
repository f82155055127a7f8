import type { CurrentUser, RoleName, Row } from './registered.ts'

/** What a rule may ask beside the row and the user. */
export interface RuleContext<R> {
  /** The instant of the request, UTC with milliseconds. */
  now: string
  /** The row as it would be after the update. */
  next: R
}

/** The plain data a rule builder makes; `N` are the field names it speaks of. */
export interface NamedRule<N extends string = string> {
  readonly cambium: 'rule'
  readonly rule: 'role' | 'owner' | 'acl' | 'only'
  readonly arguments: readonly string[]
  /** Never set: carries the field names. */
  readonly fields?: N
}

/** A single-expression arrow in the checked subset of TypeScript. */
export type Predicate<E> = (row: Row<E>, user: CurrentUser, context: RuleContext<Row<E>>) => boolean

/** Who may do something. An array is "any of"; `{ all: [...] }` is "all of". */
export type Rule<E, N extends string = string> =
  | 'public'
  | 'signedIn'
  | 'none'
  | NamedRule<N>
  | Predicate<E>
  | readonly Rule<E, N>[]
  | { readonly all: readonly Rule<E, N>[] }

/** Callers with one of these roles. */
export function role(...roles: [RoleName, ...RoleName[]]): NamedRule<never> {
  return { cambium: 'rule', rule: 'role', arguments: roles }
}

/** The user this relation points to; `owner('id')` on `User` is the user themselves. */
export function owner<const N extends string>(field: N): NamedRule<N> {
  return { cambium: 'rule', rule: 'owner', arguments: [field] }
}

/** Whoever was given this right on the record; `read` in a read rule and `write` elsewhere, unless named. */
export function acl(right?: 'read' | 'write'): NamedRule<never> {
  return { cambium: 'rule', rule: 'acl', arguments: right === undefined ? [] : [right] }
}

/** In update rules: nothing but these fields may change. */
export function only<const N extends string>(...fields: [N, ...N[]]): NamedRule<N> {
  return { cambium: 'rule', rule: 'only', arguments: fields }
}
