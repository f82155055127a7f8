import type { Expr } from '@cambium/model/ir'
import type { Schema } from './create-schema.ts'
import { type Bases, resolvePath } from './resolve-path.ts'

/** The whole numbers an expression can have, both ends included. */
export interface NumberRange {
  min: number
  max: number
}

const safe: NumberRange = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }
const unknown: NumberRange = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY }

/** Bounds of a whole number, from the limits of the fields it is made of. */
export function numberRange(schema: Schema, bases: Bases, expr: Expr): NumberRange {
  const inner = (part: Expr): NumberRange => numberRange(schema, bases, part)
  switch (expr.type) {
    case 'literal':
      return typeof expr.value === 'number' ? { min: expr.value, max: expr.value } : unknown
    case 'path':
      return fieldRange(schema, bases, expr)
    case 'count':
      return { min: 0, max: safe.max }
    case 'min':
    case 'max':
      return inner(expr.of)
    case 'coalesce':
      return union(inner(expr.value), inner(expr.fallback))
    case 'conditional':
      return union(inner(expr.whenTrue), inner(expr.whenFalse))
    case 'arithmetic':
      return calculate(expr.operator, inner(expr.left), inner(expr.right))
    default:
      return unknown
  }
}

/** True when every number of the range is exact in JavaScript. */
export function isSafeRange({ min, max }: NumberRange): boolean {
  return min >= safe.min && max <= safe.max
}

function fieldRange(schema: Schema, bases: Bases, path: Expr): NumberRange {
  const resolved = path.type === 'path' ? resolvePath(schema, bases, path) : undefined
  if (resolved?.last?.kind !== 'field') return safe
  const { min, max } = resolved.last.field.limits
  return {
    min: typeof min === 'number' ? Math.floor(min) : safe.min,
    max: typeof max === 'number' ? Math.ceil(max) : safe.max,
  }
}

function union(a: NumberRange, b: NumberRange): NumberRange {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) }
}

function calculate(operator: '+' | '-' | '*', a: NumberRange, b: NumberRange): NumberRange {
  if (operator === '+') return { min: a.min + b.min, max: a.max + b.max }
  if (operator === '-') return { min: a.min - b.max, max: a.max - b.min }
  const corners = [a.min * b.min, a.min * b.max, a.max * b.min, a.max * b.max]
  if (corners.some(Number.isNaN)) return unknown
  return { min: Math.min(...corners), max: Math.max(...corners) }
}
