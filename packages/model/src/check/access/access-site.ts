import type { EntityIR, ExpressionIR, ValueType } from '../../ir/index.ts'
import type { ExpressionSite } from '../compile-expression.ts'
import type { Report } from '../finding.ts'

/** What a rule guards. */
export type Guarded = 'read' | 'create' | 'update' | 'delete' | 'share' | 'fieldRead' | 'fieldWrite'

/** What rules, checks and formulas of an entity are resolved with. */
export interface AccessSite {
  entity: EntityIR
  roles: string[]
  report: Report
  /** Compiles an arrow and reports its problems at its place. */
  compile(text: string, place: ArrowPlace): ExpressionIR | null
}

/** Where an arrow stands, and what it must give. */
export interface ArrowPlace {
  purpose: ExpressionSite['purpose']
  path: string[]
  result?: ValueType
}

/** A rule's place: where it stands, and what it guards. */
export interface RulePlace {
  path: string[]
  guarded: Guarded
}
