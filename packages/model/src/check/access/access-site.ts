import type { EntityIR, ExpressionIR } from '../../ir/index.ts'
import type { ExpressionSite } from '../compile-expression.ts'
import type { Report } from '../finding.ts'

/** What a rule guards. */
export type Guarded = 'read' | 'create' | 'update' | 'delete' | 'fieldRead' | 'fieldWrite'

/** What rules, checks and formulas of an entity are resolved with. */
export interface AccessSite {
  entity: EntityIR
  roles: string[]
  report: Report
  /** Compiles an arrow and reports its problems at `path`. */
  compile(text: string, purpose: ExpressionSite['purpose'], path: string[]): ExpressionIR | null
}

/** A rule's place: where it stands, and what it guards. */
export interface RulePlace {
  path: string[]
  guarded: Guarded
}
