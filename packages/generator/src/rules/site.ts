import type { ExpressionIR, ValueType } from '@cambium/model/ir'

/** Where an arrow stands, which decides its parameters and what it must give. */
export interface Site {
  entity: string
  purpose: 'rule' | 'check' | 'computed'
  /** Roles that exist; without them `hasRole` takes any name. */
  roles?: readonly string[]
  /** What a formula must give; without it any value. */
  result?: ValueType
}

/** One refusal, at a place in the arrow's text. */
export interface Problem {
  /** From the closed table of refusals. */
  code: string
  message: string
  hint: string | null
  /** The nearest name that exists, where one was misspelt. */
  nearest: string | null
  /** Characters (UTF-16 units) from the start of the text. */
  offset: number
}

/** The tree of an arrow, or everything that is wrong with it. */
export interface CompiledExpression {
  expression: ExpressionIR | null
  problems: Problem[]
}
