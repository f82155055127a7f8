import type { EntityIR, ExpressionIR } from '../ir/index.ts'

/** Where an arrow stands. */
export interface ExpressionSite {
  entity: string
  purpose: 'rule' | 'check' | 'computed'
}

/** What is wrong inside an arrow; `offset` counts characters from its start. */
export interface ExpressionProblem {
  code: string
  message: string
  hint: string | null
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
  entities: EntityIR[],
) => CompiledExpression
