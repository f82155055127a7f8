import type { Expr } from '@cambium/model/ir'
import type { Facts } from '../flow/index.ts'
import { type SimpleType, simpleType } from '../schema/index.ts'
import { refuseChoice } from './check-choices.ts'
import type { CheckContext } from './check-context.ts'
import { checkLiteralFor, literalStandsFor } from './check-literal.ts'
import { describeType } from './describe-type.ts'

type InExpr = Extract<Expr, { type: 'in' }>

/** Checks `[...].includes(value)`: every item must be possible. */
export function checkIncludes(context: CheckContext, expr: InExpr, facts: Facts): void {
  const type = context.value(expr.value, facts)
  if (type.kind !== 'value') return
  if (expr.value.type === 'literal') {
    context.refuse('constant', expr, { message: 'the value is a literal as well' })
    return
  }
  for (const [index, value] of expr.list.entries()) checkItem(context, { expr, type, value, index })
}

interface Item {
  expr: InExpr
  type: SimpleType
  value: string | number | boolean
  index: number
}

function checkItem(context: CheckContext, { expr, type, value, index }: Item): void {
  const { start, segments } = context.marks.of(expr)
  const offset = segments[index]?.offset ?? start
  const literal = context.marks.at<Expr>({ type: 'literal', value }, { start: offset, end: offset })
  const itemType = simpleType(typeOfItem(value))
  const bothNumbers = isNumber(itemType) && isNumber(type)
  const stands = literalStandsFor(literal, type) && type.value !== 'decimal'
  if (!bothNumbers && itemType.value !== type.value && !stands) {
    context.refuse('typeMismatch', literal, {
      message: `${context.words(expr.value)} is ${describeType(type)}, and the list holds ${describeType(itemType)}`,
    })
    return
  }
  checkLiteralFor(context, literal, type)
  if (typeof value === 'string' && type.choices !== null && !type.choices.includes(value)) {
    refuseChoice(context, literal, { choice: expr.value, values: type.choices })
  }
}

function typeOfItem(value: string | number | boolean): SimpleType['value'] {
  if (typeof value === 'string') return 'string'
  return typeof value === 'boolean' ? 'boolean' : 'number'
}

function isNumber(type: SimpleType): boolean {
  return type.value === 'integer' || type.value === 'number'
}
