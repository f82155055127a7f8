import type { Expr } from '@cambium/model/ir'
import type { Facts, NullFlow } from '../flow/index.ts'
import type { Marks } from '../parse/index.ts'
import type { ProblemList, RefusalWords } from '../problem-list.ts'
import type { RefusalName } from '../refusals/index.ts'
import type { Bases, ExpressionType, Schema } from '../schema/index.ts'

/** What the checks of one expression share. */
export interface CheckContext {
  readonly schema: Schema
  readonly bases: Bases
  readonly marks: Marks
  readonly problems: ProblemList
  readonly flow: NullFlow
  readonly text: string
  /** The record itself is in memory, whatever its columns are. */
  readonly inMemory: boolean
  /** A part as its author wrote it. */
  words(part: Expr): string
  /** Checks an expression whose truth is asked. */
  condition(expr: Expr, facts: Facts): void
  /** Checks an expression whose value is used, and answers its type. */
  value(expr: Expr, facts: Facts): ExpressionType
  refuse(name: RefusalName, part: Expr, words: RefusalWords): void
  /** The type by the shape alone. */
  typeOf(expr: Expr): ExpressionType
}
