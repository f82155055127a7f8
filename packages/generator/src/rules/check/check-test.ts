import type { Expr } from '@cambium/model/ir'
import type { Facts } from '../flow/index.ts'
import { checkComparison } from './check-comparison.ts'
import type { CheckContext } from './check-context.ts'
import { checkIncludes } from './check-includes.ts'
import { checkPathForNull } from './check-path.ts'
import { checkRelation } from './check-relation.ts'

/** Expressions that give true or false and nothing else, relations through ?. apart. */
export type Test = Extract<
  Expr,
  { type: 'compare' | 'isNull' | 'in' | 'hasRole' | 'some' | 'every' | 'none' }
>

/** True for comparisons, null tests, includes, roles and the questions to relations. */
export function isTest(expr: Expr): expr is Test {
  return ['compare', 'isNull', 'in', 'hasRole', 'some', 'every', 'none'].includes(expr.type)
}

/** Checks one test. */
export function checkTest(context: CheckContext, test: Test, facts: Facts): void {
  switch (test.type) {
    case 'compare':
      checkComparison(context, test, facts)
      return
    case 'isNull':
      checkNullTest(context, test.operand, facts)
      return
    case 'in':
      checkIncludes(context, test, facts)
      return
    case 'some':
    case 'every':
    case 'none':
      checkRelation(context, test.relation, facts)
      context.condition(test.where, facts)
      return
    case 'hasRole':
      return
  }
}

function checkNullTest(context: CheckContext, operand: Expr, facts: Facts): void {
  if (operand.type === 'path') {
    checkPathForNull(context, operand, facts)
    return
  }
  context.value(operand, facts)
  if (!context.flow.nullness(operand, facts).undefined) return
  context.refuse('nullOrUndefined', operand, {
    message: 'this is undefined, and not null, where ?. finds no record',
    hint: 'write (... ?? null) === null, or test the relation for null',
  })
}
