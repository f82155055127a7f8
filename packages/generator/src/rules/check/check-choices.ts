import type { Expr } from '@cambium/model/ir'
import { nearestName } from '../problem-list.ts'
import type { SimpleType } from '../schema/index.ts'
import type { CheckContext } from './check-context.ts'

type CompareExpr = Extract<Expr, { type: 'compare' }>

/** Refuses the comparison of a choice with values it can never have. */
export function checkChoices(
  context: CheckContext,
  compare: CompareExpr,
  [left, right]: [SimpleType, SimpleType],
): void {
  if (left.value !== 'string' || right.value !== 'string') return
  if (left.choices === null || right.choices === null) return
  const { choices } = right
  if (left.choices.some((value) => choices.includes(value))) return
  const [literal, choice] =
    compare.left.type === 'literal' ? [compare.left, compare.right] : [compare.right, compare.left]
  const values = compare.left.type === 'literal' ? right.choices : left.choices
  if (literal.type === 'literal') {
    refuseChoice(context, literal, { choice, values })
    return
  }
  context.refuse('impossibleChoice', compare, {
    message: `${context.words(choice)} and ${context.words(literal)} have no value in common`,
  })
}

/** The choice a literal was held against. */
export interface ChoiceValues {
  choice: Expr
  values: readonly string[]
}

/** Says which values the choice has. */
export function refuseChoice(
  context: CheckContext,
  literal: Expr,
  { choice, values }: ChoiceValues,
): void {
  const text = literal.type === 'literal' ? String(literal.value) : ''
  context.refuse('impossibleChoice', literal, {
    message: `${context.words(choice)} is never '${text}'`,
    hint: `it is one of ${values.join(', ')}`,
    nearest: nearestName(text, values),
  })
}
