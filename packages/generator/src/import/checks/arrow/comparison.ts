import type { CheckColumn } from '../check-column.ts'
import type { SqlComparison, SqlExpr } from '../sql-expr.ts'
import type { ArrowContext, Mode, Value } from './arrow-context.ts'
import type { Condition } from './condition.ts'
import { bracketed } from './value-text.ts'

const signs: Readonly<Record<SqlComparison, string>> = {
  '=': '===',
  '<>': '!==',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

/** The comparison that holds where this one does not, of values that are there. */
export const negated: Readonly<Record<SqlComparison, SqlComparison>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}

/** `a < b`, which is null where a side is: those sides are tested first. */
export function translateComparison(
  context: ArrowContext,
  expr: Extract<SqlExpr, { type: 'compare' }>,
  mode: Mode,
): Condition | null {
  const sides = sidesOf(context, expr)
  if (sides === null || !areComparable(sides, expr.operator)) return null
  const isNegated = mode === 'false' || mode === 'notTrue'
  const operator = isNegated ? negated[expr.operator] : expr.operator
  const fields = [...new Set(sides.flatMap(({ nullFields }) => nullFields))]
  const [left, right] = sides
  const test: Condition = {
    type: 'test',
    text: `${bracketed(left)} ${signs[operator]} ${bracketed(right)}`,

    present: [],
  }
  if (fields.length === 0) return test
  const passesNull = mode === 'notFalse' || mode === 'notTrue'
  if (isTestEnough(sides, operator, passesNull)) {
    return passesNull ? test : { ...test, present: fields }
  }
  const nullTests = fields.map(
    (field): Condition => ({ type: 'nullTest', field, isNull: passesNull }),
  )
  return { type: passesNull ? 'or' : 'and', parts: [...nullTests, test] }
}

/** `row.a === 'x'` is false where `a` is null and `row.a !== 'x'` is true, also without a test. */
function isTestEnough([left, right]: Sides, operator: SqlComparison, passesNull: boolean): boolean {
  if (operator !== (passesNull ? '<>' : '=')) return false
  const [path, other] = left.nullFields.length > 0 ? [left, right] : [right, left]
  return path.binds === 'tight' && other.nullFields.length === 0
}

type Sides = [Value, Value]

function sidesOf(
  context: ArrowContext,
  { left, right }: Extract<SqlExpr, { type: 'compare' }>,
): Sides | null {
  const column = (side: SqlExpr): CheckColumn | undefined =>
    side.type === 'column'
      ? side.column
      : side.type === 'coalesce' && side.values[0]?.type === 'column'
        ? side.values[0].column
        : undefined
  if (isLiteral(left) && isLiteral(right)) return null
  const a = context.value(left, column(right))
  const b = context.value(right, column(left))
  return a === null || b === null ? null : [a, b]
}

function isLiteral({ type }: SqlExpr): boolean {
  return type === 'number' || type === 'string' || type === 'truth' || type === 'null'
}

function areComparable([left, right]: Sides, operator: SqlComparison): boolean {
  const isEquality = operator === '=' || operator === '<>'
  const numbers = [left, right].every(({ family }) => family === 'integer' || family === 'number')
  if (numbers) return true
  const texts = [left, right].every(({ family }) => family === 'text' || family === 'choice')
  if (texts) return isEquality
  if (left.family !== right.family) return false
  switch (left.family) {
    case 'date':
    case 'instant':
      return true
    case 'money':
      return left.scale === right.scale
    case 'bigint':
    case 'boolean':
      return isEquality
    case 'decimal':
      return isEquality && left.scale === right.scale
    default:
      return false
  }
}
