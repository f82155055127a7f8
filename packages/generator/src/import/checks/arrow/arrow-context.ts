import type { CheckColumn } from '../check-column.ts'
import type { Family } from '../column-family.ts'
import type { SqlExpr } from '../sql-expr.ts'
import type { Condition } from './condition.ts'

/** When a condition of SQL is to hold: where it is true, false, or either of them or null. */
export type Mode = 'true' | 'notFalse' | 'false' | 'notTrue'

/** A value in an arrow. */
export interface Value {
  text: string
  /** `sum` needs brackets in arithmetic, `loose` beside any operator. */
  binds: 'tight' | 'sum' | 'loose'
  family: Family
  /** Fields that make it null when they are. */
  nullFields: string[]
  /** Digits after the point, of a decimal. */
  scale?: number
}

/** Turns SQL into TypeScript; `null` where the language of rules cannot say it. */
export interface ArrowContext {
  /** What is true exactly where the condition of SQL comes out as the mode says. */
  condition(expr: SqlExpr, mode: Mode): Condition | null
  /** A value; a literal needs what it stands beside. */
  value(expr: SqlExpr, beside?: CheckColumn): Value | null
}
