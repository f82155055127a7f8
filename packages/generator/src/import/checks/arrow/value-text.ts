import type { CheckColumn } from '../check-column.ts'
import { type Family, familyOf } from '../column-family.ts'
import { isCondition } from '../read-cast.ts'
import type { SqlExpr } from '../sql-expr.ts'
import type { ArrowContext, Value } from './arrow-context.ts'
import { printCondition, simplify } from './condition.ts'
import { literalFor, numberText, quote } from './literal-text.ts'

/** A value as text; `null` where the language of rules cannot say it. A literal needs what it stands beside. */
export function valueText(
  context: ArrowContext,
  expr: SqlExpr,
  beside?: CheckColumn,
): Value | null {
  switch (expr.type) {
    case 'column':
      return columnValue(expr.column)
    case 'number':
    case 'string':
    case 'truth': {
      const text = beside === undefined ? plainLiteral(expr) : literalFor(expr, beside)
      const family = beside === undefined ? plainFamily(expr.type) : familyOf(beside)
      return text === null ? null : { text, binds: 'tight', family, nullFields: [] }
    }
    case 'arithmetic':
      return arithmetic(context, expr)
    case 'coalesce':
      return coalesce(context, expr.values)
    case 'concat':
      return concat(context, expr.parts)
    case 'countPresent':
      return countPresent(expr.values)
    case 'asNumber':
      return asNumber(context, expr.operand)
    case 'now':
      return { text: 'now', binds: 'tight', family: 'instant', nullFields: [] }
    case 'case':
      return choose(context, expr)
    default:
      return null
  }
}

function columnValue(column: CheckColumn): Value | null {
  const family = familyOf(column)
  if (family === 'other' || family === 'list' || family === 'time') return null
  return {
    text: `row.${column.field}`,
    binds: 'tight',
    family,
    nullFields: column.nullable ? [column.field] : [],
    ...(column.scale !== undefined && { scale: column.scale }),
  }
}

function plainLiteral(
  expr: Extract<SqlExpr, { type: 'number' | 'string' | 'truth' }>,
): string | null {
  if (expr.type === 'number') return numberText(expr.digits)
  return expr.type === 'string' ? quote(expr.text) : String(expr.value)
}

function plainFamily(type: 'number' | 'string' | 'truth'): Family {
  return type === 'number' ? 'number' : type === 'string' ? 'text' : 'boolean'
}

/** The text of a value in brackets, where it needs them. */
export function bracketed({ text, binds }: Value): string {
  return binds === 'loose' ? `(${text})` : text
}

/** The same beside an operator of arithmetic. */
function operand({ text, binds }: Value): string {
  return binds === 'tight' ? text : `(${text})`
}

function isNumeric({ family }: Value): boolean {
  return family === 'integer' || family === 'number'
}

function arithmetic(
  context: ArrowContext,
  expr: Extract<SqlExpr, { type: 'arithmetic' }>,
): Value | null {
  const left = context.value(expr.left)
  const right = context.value(expr.right)
  if (left === null || right === null || !isNumeric(left) || !isNumeric(right)) return null
  const isWhole = [left, right].every(
    ({ family, text }) => family === 'integer' || /^-?\d+$/.test(text),
  )
  return {
    text: `${expr.operator === '*' || left.binds === 'loose' ? operand(left) : left.text} ${expr.operator} ${operand(right)}`,
    binds: 'sum',
    family: isWhole ? 'integer' : 'number',
    nullFields: [...left.nullFields, ...right.nullFields],
  }
}

/** `a ?? b`, where at most the first may be null. */
function coalesce(context: ArrowContext, [first, second, ...more]: SqlExpr[]): Value | null {
  if (first?.type !== 'column' || second === undefined || more.length > 0) return null
  const value = context.value(first)
  const fallback = context.value(second, first.column)
  if (value === null || fallback === null || fallback.nullFields.length > 0) return null
  if (value.family === 'decimal' || value.family === 'bigint' || value.family === 'money')
    return null
  if (fallback.family !== value.family) return null
  if (value.nullFields.length === 0) return value
  return {
    ...value,
    text: `${value.text} ?? ${bracketed(fallback)}`,
    binds: 'loose',
    nullFields: [],
  }
}

function flatten(expr: SqlExpr): SqlExpr[] {
  return expr.type === 'concat' ? expr.parts.flatMap(flatten) : [expr]
}

function concat(context: ArrowContext, parts: SqlExpr[]): Value | null {
  const flat = parts.flatMap(flatten)
  const values = flat.map((part) => context.value(part))
  const known = values.filter((value) => value !== null)
  if (known.length !== flat.length || !known.some(({ family }) => family === 'text')) return null
  if (known.some(({ family }) => family !== 'text' && family !== 'choice')) return null
  return {
    text: known.map(operand).join(' + '),
    binds: 'sum',
    family: 'text',
    nullFields: known.flatMap(({ nullFields }) => nullFields),
  }
}

function countPresent(values: SqlExpr[]): Value | null {
  const texts: string[] = []
  for (const value of values) {
    if (value.type !== 'column') return null
    const { field, nullable } = value.column
    texts.push(nullable ? `(row.${field} === null ? 0 : 1)` : '1')
  }
  return { text: texts.join(' + '), binds: 'sum', family: 'integer', nullFields: [] }
}

function asNumber(context: ArrowContext, operand: SqlExpr): Value | null {
  const condition = plainCondition(context, operand)
  if (condition === null) return null
  return { text: `${condition} ? 1 : 0`, binds: 'loose', family: 'integer', nullFields: [] }
}

/** A condition that is never null, whose truth is its value. */
export function plainCondition(context: ArrowContext, expr: SqlExpr): string | null {
  if (!isCondition(expr)) return null
  const holds = context.condition(expr, 'true')
  const passes = context.condition(expr, 'notFalse')
  if (holds === null || passes === null) return null
  const text = printCondition(simplify(holds), true)
  return text === printCondition(simplify(passes), true) ? text : null
}

function choose(
  context: ArrowContext,
  { branches, otherwise }: Extract<SqlExpr, { type: 'case' }>,
): Value | null {
  const [branch, another] = branches
  if (branch === undefined || another !== undefined) return null
  const test = context.condition(branch.test, 'true')
  const yes = context.value(branch.value)
  const no = context.value(otherwise)
  if (test === null || yes === null || no === null || yes.family !== no.family) return null
  if (yes.nullFields.length > 0 || no.nullFields.length > 0) return null
  if (!isNumeric(yes) && yes.family !== 'text') return null
  const text = `${printCondition(simplify(test), true)} ? ${bracketed(yes)} : ${bracketed(no)}`
  return { text, binds: 'loose', family: yes.family, nullFields: [] }
}
