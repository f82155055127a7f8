import type { EntityIR, Expr, ValueType } from '@cambium/model/ir'
import type { NullFlow } from '../flow/index.ts'
import type { Bases, ExpressionType, Schema } from '../schema/index.ts'
import type { Aliases } from './aliases.ts'
import type { Doc } from './doc.ts'

/** Where the columns of a record come from. */
export type RowSource = TableRow | InputRow | KnownRow

/** A table of the statement, under its name or alias. */
export interface TableRow {
  kind: 'table'
  entity: EntityIR
  alias: string
}

/** A record whose values are bound: the final values of an update, or the ones before it. */
export interface InputRow {
  kind: 'input'
  entity: EntityIR
  base: 'next' | 'previous'
}

/** A record of which only the id is at hand; its columns are read when one is asked for. */
export interface KnownRow {
  kind: 'known'
  entity: EntityIR
  id: Doc
  /** The id may be null, or belong to a record that is not seen. */
  nullable: boolean
}

/** A value that is known before the statement runs. */
export type Input =
  | { kind: 'userId' }
  /** The id of the caller's tenant. */
  | { kind: 'tenant' }
  | { kind: 'now' }
  | { kind: 'hasRole'; roles: readonly string[] }
  | { kind: 'field'; base: 'next' | 'previous'; field: string }
  /** True when there are values before: false when a record is created. */
  | { kind: 'exists'; base: 'previous' }

/** How values that are known before get into the statement. */
export interface Inputs {
  /** A whole condition that needs no row, in one piece; null when it is rendered part by part. */
  condition(expr: Expr, wanted: boolean): Doc | null
  /** A whole value that needs no row, in one piece; null when it is rendered part by part. */
  value(expr: Expr, isTyped: boolean): Doc | null
  /** One value. `isTyped`: what it meets tells its type, so that it needs no cast. */
  single(input: Input, type: ValueType, isTyped: boolean): Doc
}

/** What the rendering of one expression shares. */
export interface Renderer {
  readonly schema: Schema
  readonly bases: Bases
  readonly flow: NullFlow
  readonly inputs: Inputs
  readonly aliases: Aliases
  /** Where each variable, and each base but `user`, is read from. */
  readonly rows: Map<string, RowSource>
  /** True, or anything else (false or null), where `wanted`; exactly true or false where not. */
  condition(expr: Expr, wanted: boolean): Doc
  /** The value itself; null for null and undefined. */
  value(expr: Expr, isTyped?: boolean): Doc
  typeOf(expr: Expr): ExpressionType
  /** What else must hold of a row under this alias: that it is of the same tenant. */
  tenantConditions(entity: EntityIR, alias: string): Doc[]
}
