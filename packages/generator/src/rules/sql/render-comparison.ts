import type { Expr } from '@cambium/model/ir'
import { isInput, type SimpleType } from '../schema/index.ts'
import type { Doc } from './doc.ts'
import { literalText } from './render-value.ts'
import type { Renderer } from './renderer.ts'

type CompareExpr = Extract<Expr, { type: 'compare' }>

const opposite = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const

/**
 * `===` is `=`, which an index serves, and its negation `is distinct from`, which sees null. Orderings have no null on
 * either side that another part of the expression has not ruled out, so their negation is the opposite ordering.
 */
export function renderComparison(renderer: Renderer, compare: CompareExpr, wanted: boolean): Doc {
  const left = renderSide(renderer, compare.left, compare.right)
  const right = renderSide(renderer, compare.right, compare.left)
  const { operator } = compare
  if (operator === '===' || operator === '!==') {
    return [left, (operator === '===') === wanted ? ' = ' : ' is distinct from ', right]
  }
  return [left, ` ${wanted ? operator : opposite[operator]} `, right]
}

function renderSide(renderer: Renderer, side: Expr, other: Expr): Doc {
  const type = renderer.typeOf(other)
  if (side.type === 'literal' && side.value !== null) return literalText(side.value, type)
  return renderer.value(side, tellsType(renderer, other, renderer.typeOf(side)))
}

/** True when PostgreSQL can tell the type of a bound value from what it is compared with. */
function tellsType(renderer: Renderer, other: Expr, type: ReturnType<Renderer['typeOf']>): boolean {
  if (other.type === 'literal' || isInput(renderer.schema, renderer.bases, other)) return false
  const otherType = renderer.typeOf(other)
  if (otherType.kind !== 'value' || type.kind !== 'value') return false
  return isWideEnough(type, otherType)
}

function isWideEnough(type: SimpleType, other: SimpleType): boolean {
  return type.value === other.value || (type.value === 'integer' && other.value === 'number')
}
