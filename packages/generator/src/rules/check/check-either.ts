import type { Expr } from '@cambium/model/ir'
import type { Facts } from '../flow/index.ts'
import { type ExpressionType, isInput, type SimpleType } from '../schema/index.ts'
import type { CheckContext } from './check-context.ts'
import { checkLiteralFor, literalStandsFor } from './check-literal.ts'
import { describeType } from './describe-type.ts'

/** Checks `value ?? fallback` where the value is used. */
export function checkCoalesce(
  context: CheckContext,
  expr: Extract<Expr, { type: 'coalesce' }>,
  facts: Facts,
): ExpressionType {
  const types = [context.value(expr.value, facts), context.value(expr.fallback, facts)]
  return checkEither(context, { expr, branches: [expr.value, expr.fallback], types })
}

/** Checks `test ? then : else` where the value is used. */
export function checkConditional(
  context: CheckContext,
  expr: Extract<Expr, { type: 'conditional' }>,
  facts: Facts,
): ExpressionType {
  context.condition(expr.test, facts)
  const types = [
    context.value(expr.whenTrue, context.flow.narrow(expr.test, true, facts)),
    context.value(expr.whenFalse, context.flow.narrow(expr.test, false, facts)),
  ]
  return checkEither(context, { expr, branches: [expr.whenTrue, expr.whenFalse], types })
}

interface Either {
  expr: Expr
  branches: [Expr, Expr]
  types: ExpressionType[]
}

function checkEither(context: CheckContext, either: Either): ExpressionType {
  const [left, right] = either.types
  if (left?.kind === 'unknown' || right?.kind === 'unknown') return { kind: 'unknown' }
  const joined = context.typeOf(either.expr)
  if (joined.kind !== 'value') return joined
  for (const [index, type] of either.types.entries()) {
    const branch = either.branches[index]
    if (branch === undefined || type.kind !== 'value') continue
    if (!fits(branch, type, joined)) return refuseBranches(context, either)
    checkLiteralFor(context, branch, joined)
  }
  return refusesKind(context, either, joined) ? { kind: 'unknown' } : joined
}

function fits(branch: Expr, type: SimpleType, joined: SimpleType): boolean {
  if (type.value === joined.value || literalStandsFor(branch, joined)) return true
  return type.value === 'integer' && joined.value === 'number'
}

function refuseBranches(context: CheckContext, { expr, types }: Either): ExpressionType {
  context.refuse('fallback', expr, {
    message: `one of these is ${types.map(describeType).join(' and the other ')}`,
  })
  return { kind: 'unknown' }
}

/** Types whose text and stored form differ are taken as they are, or not at all. */
function refusesKind(context: CheckContext, either: Either, joined: SimpleType): boolean {
  const { value } = joined
  if (value === 'decimal' || value === 'bigint') {
    context.refuse('fallback', either.expr, {
      message: `${describeType(joined)} can be compared, but not chosen with ?? or ?:`,
    })
    return true
  }
  if (value !== 'date' && value !== 'instant') return false
  const given = (part: Expr): boolean =>
    part.type === 'literal' || isInput(context.schema, context.bases, part)
  if (given(either.expr) || !either.branches.every(given)) return false
  context.refuse('fallback', either.expr, {
    message: `neither of these is read from a row, so a database cannot tell that it is ${describeType(joined)}`,
    hint: 'compare with each of them in turn',
  })
  return true
}
