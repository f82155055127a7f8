import type { EntityIR, Expr, FieldIR } from '@cambium/model/ir'
import { noFacts } from '../flow/index.ts'
import {
  adoptedForm,
  type ExpressionType,
  isSafeRange,
  numberRange,
  resolvePath,
} from '../schema/index.ts'
import { brackets, type Doc } from './doc.ts'
import { quoteText } from './quote.ts'
import { fieldOf, followHops, idOf } from './read-row.ts'
import { renderAggregate, renderQuantifierValue } from './render-relation.ts'
import type { Renderer } from './renderer.ts'
import { startOf } from './starting-row.ts'

/** The value of an expression. `isTyped`: what it meets tells its type, so that a bound value needs no cast. */
export function renderValue(renderer: Renderer, expr: Expr, isTyped: boolean): Doc {
  const whole = renderer.inputs.value(expr, isTyped)
  if (whole !== null) return whole
  switch (expr.type) {
    case 'literal':
      return typedLiteral(expr.value, renderer.typeOf(expr))
    case 'path':
      return renderPath(renderer, expr, isTyped)
    case 'arithmetic':
      return renderArithmetic(renderer, expr)
    case 'concat':
      return [
        '(',
        ...expr.parts.flatMap((part, index) => [
          index > 0 ? ' || ' : '',
          renderText(renderer, part),
        ]),
        ')',
      ]
    case 'coalesce':
      return renderCoalesce(renderer, expr)
    case 'conditional':
      return brackets('', [
        ['case when ', renderer.condition(expr.test, true)],
        ['then ', renderTyped(renderer, expr.whenTrue, expr)],
        ['else ', renderTyped(renderer, expr.whenFalse, expr), ' end'],
      ])
    case 'count':
    case 'sum':
    case 'min':
    case 'max':
      return renderAggregate(renderer, expr)
    case 'some':
    case 'every':
    case 'none':
      return renderQuantifierValue(renderer, expr)
    default:
      return renderTruthValue(renderer, expr)
  }
}

type LiteralValue = string | number | boolean | null

/** A literal as it is compared with a value of that type. */
export function literalText(value: LiteralValue, type: ExpressionType): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'string') {
    return type.kind === 'value' && type.value === 'bigint' ? value : quoteText(value)
  }
  return value < 0 ? `(${value})` : String(value)
}

/** A literal by itself: PostgreSQL takes a fraction for a decimal number unless it is told. */
function typedLiteral(value: LiteralValue, type: ExpressionType): string {
  const text = literalText(value, type)
  if (typeof value !== 'number' || Number.isInteger(value)) return text
  return `cast(${text} as double precision)`
}

function renderPath(
  renderer: Renderer,
  path: Extract<Expr, { type: 'path' }>,
  isTyped: boolean,
): Doc {
  const { inputs } = renderer
  if (path.base === 'ctx') return inputs.single({ kind: 'now' }, 'instant', isTyped)
  const resolved = resolvePath(renderer.schema, renderer.bases, path)
  if (resolved === undefined) throw new Error(`${path.path.join('.')} leads nowhere`)
  if (path.base === 'user' && path.path.join('.') === 'id') {
    const type = resolved.type.kind === 'value' ? resolved.type.value : 'string'
    return inputs.single({ kind: 'userId' }, type, isTyped)
  }
  return followHops(renderer, startOf(renderer, resolved), {
    hops: resolved.hops,
    mode: 'value',
    read: (row) => {
      const { last } = resolved
      const read = last?.kind === 'field' ? last.field : keyOf(row.entity)
      const value =
        last?.kind === 'field'
          ? fieldOf(renderer, row, { field: last.field, isTyped })
          : idOf(renderer, row)
      return row.kind === 'input' || read === undefined ? value : inOwnForm(value, read)
    },
  })
}

function keyOf({ fields }: EntityIR): FieldIR | undefined {
  return fields.find(({ name }) => name === 'id')
}

/** What an adopted column holds, as a value that can be compared with those of Cambium's own. */
function inOwnForm(value: Doc, field: FieldIR): Doc {
  switch (adoptedForm(field)) {
    case 'text':
      return ['cast(', value, ' as text)']
    case 'utc':
      return ['(', value, ` at time zone 'UTC')`]
    default:
      return value
  }
}

/** What may not be exact as a whole number is calculated as TypeScript does it, in double precision. */
function renderArithmetic(renderer: Renderer, expr: Extract<Expr, { type: 'arithmetic' }>): Doc {
  const { left, right, operator } = expr
  if (left.type === 'literal' && right.type === 'literal') {
    const value = calculate(operator, Number(left.value), Number(right.value))
    return typedLiteral(value, renderer.typeOf(expr))
  }
  const isExact = isSafeRange(numberRange(renderer.schema, renderer.bases, expr))
  const first = renderer.value(left)
  const start = isExact ? [first] : ['cast(', first, ' as double precision)']
  return ['(', ...start, ` ${operator} `, renderer.value(right), ')']
}

function calculate(operator: '+' | '-' | '*', left: number, right: number): number {
  if (operator === '+') return left + right
  return operator === '-' ? left - right : left * right
}

function renderText(renderer: Renderer, part: Expr): Doc {
  const type = renderer.typeOf(part)
  const value = renderer.value(part)
  const isText = type.kind === 'value' && type.value === 'string'
  return isText ? value : ['cast(', value, ' as text)']
}

function renderCoalesce(renderer: Renderer, expr: Extract<Expr, { type: 'coalesce' }>): Doc {
  const { value, fallback } = expr
  const isZero = fallback.type === 'literal' && fallback.value === 0
  if (isZero && (value.type === 'count' || value.type === 'sum')) {
    const isDirect = value.relation.type === 'path' && value.relation.base !== 'user'
    if (isDirect && !opensRow(renderer, value.relation))
      return renderAggregate(renderer, value, true)
  }
  return ['coalesce(', renderer.value(value), ', ', renderTyped(renderer, fallback, expr), ')']
}

/** True when a relation is read through a record that has to be looked up, and may not be found. */
function opensRow(renderer: Renderer, relation: Expr): boolean {
  if (relation.type !== 'path') return true
  const path = resolvePath(renderer.schema, renderer.bases, relation)
  return (
    path === undefined ||
    path.hops.length > 1 ||
    path.hops.some((hop) => hop.side === 'there' || hop.mayBeUnseen)
  )
}

/** A literal as the type of the whole, so that a date stays a date. */
function renderTyped(renderer: Renderer, part: Expr, whole: Expr): Doc {
  if (part.type === 'literal') return typedLiteral(part.value, renderer.typeOf(whole))
  return renderer.value(part)
}

/** A condition whose true or false is the value: null may not stand for false. */
function renderTruthValue(renderer: Renderer, expr: Expr): Doc {
  const condition = renderer.condition(expr, true)
  return isNeverNull(renderer, expr) ? condition : ['(', condition, ') is true']
}

function isNeverNull(renderer: Renderer, expr: Expr): boolean {
  if (expr.type === 'isNull' || expr.type === 'hasRole') return true
  if (expr.type === 'not') return isNeverNull(renderer, expr.operand)
  if (expr.type !== 'compare') return false
  return ![expr.left, expr.right].some((side) => renderer.flow.mayBeMissing(side, noFacts))
}
