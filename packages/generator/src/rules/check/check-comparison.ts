import type { Expr } from '@cambium/model/ir'
import type { Facts } from '../flow/index.ts'
import type { ExpressionType, SimpleType } from '../schema/index.ts'
import { isInput } from '../schema/index.ts'
import { checkChoices } from './check-choices.ts'
import type { CheckContext } from './check-context.ts'
import { checkLiteralFor, literalStandsFor } from './check-literal.ts'
import { describeType } from './describe-type.ts'

type CompareExpr = Extract<Expr, { type: 'compare' }>

/** Two sides of a comparison whose types are known. */
interface Sides {
  compare: CompareExpr
  left: SimpleType
  right: SimpleType
}

/** Checks `===`, `!==` and the orderings. */
export function checkComparison(context: CheckContext, compare: CompareExpr, facts: Facts): void {
  if (refusesRecords(context, compare)) return
  const left = context.value(compare.left, facts)
  const right = context.value(compare.right, facts)
  if (compare.left.type === 'literal' && compare.right.type === 'literal') {
    context.refuse('constant', compare, { message: 'both sides are literals' })
    return
  }
  const isEquality = compare.operator === '===' || compare.operator === '!=='
  if (left.kind === 'value' && right.kind === 'value') {
    if (isEquality) checkEquality(context, { compare, left, right })
    else if (!checkOrder(context, { compare, left, right })) return
  }
  if (isEquality) refuseBothNull(context, compare, facts)
  else refuseNullSides(context, compare, facts)
}

/** Records are compared by id; to-many relations not at all. */
function refusesRecords(context: CheckContext, compare: CompareExpr): boolean {
  const record = [compare.left, compare.right].find((side) => isRecord(context.typeOf(side)))
  if (record === undefined) return false
  const type = context.typeOf(record)
  context.refuse('recordAsValue', record, {
    message: `${context.words(record)} is ${describeType(type)}, which cannot be compared`,
    hint: type.kind === 'record' ? 'compare the ids' : 'ask with some() or count()',
  })
  return true
}

function isRecord(type: ExpressionType): boolean {
  return type.kind === 'record' || type.kind === 'many'
}

function checkEquality(context: CheckContext, sides: Sides): void {
  const { compare, left, right } = sides
  if (!isSameType(sides)) {
    context.refuse('typeMismatch', compare, {
      message: `${describeType(left)} is never equal to ${describeType(right)}`,
    })
    return
  }
  checkLiteralFor(context, compare.left, right)
  checkLiteralFor(context, compare.right, left)
  checkChoices(context, compare, [left, right])
  if (left.value === 'decimal' || right.value === 'decimal') checkDecimals(context, sides)
}

function isSameType({ compare, left, right }: Sides): boolean {
  if (isNumber(left) && isNumber(right)) return true
  if (left.value === right.value) return true
  return literalStandsFor(compare.left, right) || literalStandsFor(compare.right, left)
}

/** The databases hold decimals as numbers of one scale, TypeScript as text. */
function checkDecimals(context: CheckContext, { compare, left, right }: Sides): void {
  const known = [compare.left, compare.right].map(
    (side) => side.type === 'literal' || isInput(context.schema, context.bases, side),
  )
  const sameScale =
    left.scale === right.scale ||
    compare.left.type === 'literal' ||
    compare.right.type === 'literal'
  if (sameScale && known[0] === known[1]) return
  context.refuse('typeMismatch', compare, {
    message: 'a stored decimal is compared with a stored decimal of the same scale, or with null',
    hint: 'use money, which is a whole number of the smallest unit',
  })
}

/** True when both sides have an order, common or not. */
function checkOrder(context: CheckContext, { compare, left, right }: Sides): boolean {
  if (isNumber(left) && isNumber(right)) return true
  for (const [side, type, other] of [
    [compare.left, left, right],
    [compare.right, right, left],
  ] as const) {
    if (hasOrder(type) || (hasOrder(other) && literalStandsFor(side, other))) continue
    context.refuse('noOrder', side, {
      message: `${context.words(side)} is ${describeType(type)}, which has no common order`,
      hint: 'numbers, dates and instants have one',
    })
    return false
  }
  checkLiteralFor(context, compare.left, right)
  checkLiteralFor(context, compare.right, left)
  const isLiteral = literalStandsFor(compare.left, right) || literalStandsFor(compare.right, left)
  if (left.value !== right.value && !isLiteral) {
    context.refuse('typeMismatch', compare, {
      message: `${describeType(left)} cannot be ordered with ${describeType(right)}`,
    })
  }
  return true
}

function isNumber(type: SimpleType): boolean {
  return type.value === 'integer' || type.value === 'number'
}

function hasOrder(type: SimpleType): boolean {
  return isNumber(type) || type.value === 'date' || type.value === 'instant'
}

function refuseBothNull(context: CheckContext, compare: CompareExpr, facts: Facts): void {
  const { left, right } = compare
  if (!context.flow.mayBeMissing(left, facts) || !context.flow.mayBeMissing(right, facts)) return
  const [a, b] = [context.words(left), context.words(right)]
  context.refuse('bothNull', compare, {
    message: `${a} and ${b} may both be null, and would then be equal`,
    hint: `test one first: ${a} !== null && ...`,
  })
}

function refuseNullSides(context: CheckContext, compare: CompareExpr, facts: Facts): void {
  for (const side of [compare.left, compare.right]) {
    if (!context.flow.mayBeMissing(side, facts)) continue
    context.refuse('nullOperand', side, {
      message: `${context.words(side)} may be null, which has no order`,
      hint: `test it first (${context.words(side)} !== null && ...) or give a value with ??`,
    })
  }
}
