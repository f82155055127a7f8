import type { CheckColumn } from '../check-column.ts'
import { familyOf } from '../column-family.ts'
import { isCondition } from '../read-cast.ts'
import type { SqlExpr } from '../sql-expr.ts'
import type { ArrowContext, Mode } from './arrow-context.ts'
import { negated, translateComparison } from './comparison.ts'
import type { Condition } from './condition.ts'
import { literalFor } from './literal-text.ts'
import { bracketed, plainCondition } from './value-text.ts'

const opposite: Readonly<Record<Mode, Mode>> = {
  true: 'false',
  false: 'true',
  notFalse: 'notTrue',
  notTrue: 'notFalse',
}

/** What a condition of SQL, which has three outcomes, is in TypeScript, which has two. */
export function translateCondition(
  context: ArrowContext,
  expr: SqlExpr,
  mode: Mode,
): Condition | null {
  switch (expr.type) {
    case 'and':
    case 'or': {
      const isNegated = mode === 'false' || mode === 'notTrue'
      const type = (expr.type === 'and') === isNegated ? 'or' : 'and'
      const parts = expr.parts.map((part) => context.condition(part, mode))
      const known = parts.filter((part) => part !== null)
      return known.length === parts.length ? { type, parts: known } : null
    }
    case 'not':
      return context.condition(expr.operand, opposite[mode])
    case 'truth':
      return constant(mode === 'true' || mode === 'notFalse' ? expr.value : !expr.value)
    case 'null':
      return constant(mode === 'notFalse' || mode === 'notTrue')
    case 'isNull':
      return nullTest(expr.operand, expr.negated === (mode === 'true' || mode === 'notFalse'))
    case 'isTruth':
      return truthTest(context, expr, mode)
    case 'column':
      return truthOf(expr.column, mode)
    case 'in':
      return listed(context, expr, mode)
    default:
      return translateRarer(context, expr, mode)
  }
}

function translateRarer(context: ArrowContext, expr: SqlExpr, mode: Mode): Condition | null {
  switch (expr.type) {
    case 'compare':
      return compareConditions(context, expr, mode) ?? translateComparison(context, expr, mode)
    case 'same':
      return sameness(context, expr, mode)
    case 'case':
      return choose(context, expr, mode)
    default:
      return null
  }
}

function constant(value: boolean): Condition {
  return { type: 'constant', value }
}

/** `isPresent` asks for the opposite. */
function nullTest(operand: SqlExpr, isPresent: boolean): Condition | null {
  if (operand.type !== 'column') return null
  const { field, nullable } = operand.column
  return nullable ? { type: 'nullTest', field, isNull: !isPresent } : constant(isPresent)
}

function truthTest(
  context: ArrowContext,
  expr: Extract<SqlExpr, { type: 'isTruth' }>,
  mode: Mode,
): Condition | null {
  const isAsked = (mode === 'true' || mode === 'notFalse') !== expr.negated
  const wanted: Mode = expr.value ? 'true' : 'false'
  return context.condition(expr.operand, isAsked ? wanted : expr.value ? 'notTrue' : 'notFalse')
}

/** A column of yes or no, asked for itself. */
function truthOf(column: CheckColumn, mode: Mode): Condition | null {
  if (familyOf(column) !== 'boolean') return null
  const path = `row.${column.field}`
  if (!column.nullable) {
    const text = mode === 'true' || mode === 'notFalse' ? path : `!${path}`
    return { type: 'test', text, present: [] }
  }
  const texts: Record<Mode, string> = {
    true: `${path} === true`,
    false: `${path} === false`,
    notFalse: `${path} !== false`,
    notTrue: `${path} !== true`,
  }
  const present = mode === 'true' || mode === 'false' ? [column.field] : []
  return { type: 'test', text: texts[mode], present }
}

function listed(
  context: ArrowContext,
  expr: Extract<SqlExpr, { type: 'in' }>,
  mode: Mode,
): Condition | null {
  if (expr.negated) return context.condition({ ...expr, negated: false }, opposite[mode])
  if (expr.value.type !== 'column') return null
  const { column } = expr.value
  const items = expr.list.map((literal) => literalFor(literal, column))
  const path = context.value(expr.value)
  if (path === null || items.includes(null) || path.family === 'decimal') return null
  if (path.family === 'boolean' && items.includes('true') && items.includes('false')) {
    if (mode === 'notFalse' || mode === 'false') return constant(mode === 'notFalse')
    return nullTest(expr.value, mode === 'true')
  }
  const isNegated = mode === 'false' || mode === 'notTrue'
  const [only, another] = items
  const text =
    another === undefined
      ? `${path.text} ${isNegated ? '!==' : '==='} ${only}`
      : `${isNegated ? '!' : ''}[${items.join(', ')}].includes(${path.text})`
  const test: Condition = {
    type: 'test',
    text,

    present: isNegated ? [] : path.nullFields,
  }
  if (mode === 'true' || mode === 'notTrue') return test
  const nullTests = path.nullFields.map(
    (field): Condition => ({ type: 'nullTest', field, isNull: mode === 'notFalse' }),
  )
  return { type: mode === 'notFalse' ? 'or' : 'and', parts: [...nullTests, test] }
}

/** `(a is null) = (b is null)`, and columns of yes or no beside literals. */
function compareConditions(
  context: ArrowContext,
  expr: Extract<SqlExpr, { type: 'compare' }>,
  mode: Mode,
): Condition | null {
  const { operator, left, right } = expr
  if (operator !== '=' && operator !== '<>') return null
  if (left.type === 'column' && familyOf(left.column) === 'boolean') {
    const literal = right.type === 'null' ? null : truthLiteral(right, left.column)
    if (literal !== null) {
      return context.condition(left, literal === (operator === '=') ? mode : opposite[mode])
    }
  }
  if (left.type === 'column' || right.type === 'column') return null
  if (!isCondition(left) || !isCondition(right)) return null
  const [a, b] = [plainCondition(context, left), plainCondition(context, right)]
  if (a === null || b === null) return null
  const isNegated = mode === 'false' || mode === 'notTrue'
  const sign = (isNegated ? negated[operator] : operator) === '=' ? '===' : '!=='
  return { type: 'test', text: `(${a}) ${sign} (${b})`, present: [] }
}

function truthLiteral(expr: SqlExpr, column: CheckColumn): boolean | null {
  if (expr.type !== 'truth' && expr.type !== 'number' && expr.type !== 'string') return null
  const text = literalFor(expr, column)
  return text === null ? null : text === 'true'
}

/** `is distinct from`, of which one side is never null. */
function sameness(
  context: ArrowContext,
  expr: Extract<SqlExpr, { type: 'same' }>,
  mode: Mode,
): Condition | null {
  const { left, right } = expr
  if (right.type === 'null') {
    return context.condition({ type: 'isNull', operand: left, negated: expr.negated }, mode)
  }
  const beside = left.type === 'column' ? left.column : undefined
  const [a, b] = [context.value(left), context.value(right, beside)]
  if (a === null || b === null || a.family !== b.family) return null
  if (a.family === 'decimal' || (a.nullFields.length > 0 && b.nullFields.length > 0)) return null
  const isAsked = (mode === 'true' || mode === 'notFalse') !== expr.negated
  const sign = isAsked ? '===' : '!=='
  const present = isAsked ? [...a.nullFields, ...b.nullFields] : []
  return { type: 'test', text: `${bracketed(a)} ${sign} ${bracketed(b)}`, present }
}

function choose(
  context: ArrowContext,
  { branches, otherwise }: Extract<SqlExpr, { type: 'case' }>,
  mode: Mode,
): Condition | null {
  let result = context.condition(otherwise, mode)
  for (const { test, value } of branches.toReversed()) {
    const holds = context.condition(test, 'true')
    const yes = context.condition(value, mode)
    if (result === null || holds === null || yes === null) return null
    result = { type: 'choose', test: holds, yes, no: result }
  }
  return result
}
