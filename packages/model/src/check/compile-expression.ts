import type { EntityIR, ExpressionIR, ValueType } from '../ir/index.ts'

/** Where an arrow stands. */
export interface ExpressionSite {
  entity: string
  purpose: 'rule' | 'check' | 'computed'
  /** Roles that exist. */
  roles?: readonly string[]
  /** What a formula must give. */
  result?: ValueType
}

/** What is wrong inside an arrow; `offset` counts characters from its start. */
export interface ExpressionProblem {
  code: string
  message: string
  hint: string | null
  /** The known name nearest to a misspelt one. */
  nearest?: string | null
  offset: number
}

/** What became of an arrow. */
export interface CompiledExpression {
  expression: ExpressionIR | null
  problems: ExpressionProblem[]
}

/** Reads an arrow in the checked subset of TypeScript; implemented by the rule compiler of the generator. */
export type CompileExpression = (
  text: string,
  site: ExpressionSite,
  entities: readonly EntityIR[],
) => CompiledExpression
