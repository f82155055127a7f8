import type { Expr } from '@cambium/model/ir'
import { noFacts } from '../flow/index.ts'
import { isInput } from '../schema/index.ts'
import { brackets, chain, type Doc } from './doc.ts'
import { renderComparison } from './render-comparison.ts'
import { renderNullTest } from './render-null-test.ts'
import { renderQuantifier } from './render-relation.ts'
import { literalText } from './render-value.ts'
import type { Renderer } from './renderer.ts'

/**
 * A condition, or its negation where not `wanted`. Negation is pushed down to the single comparisons, where null is
 * seen: what is not wanted comes out as true or false and never as null.
 */
export function renderCondition(renderer: Renderer, expr: Expr, wanted: boolean): Doc {
  const whole = renderer.inputs.condition(expr, wanted)
  if (whole !== null) return whole
  switch (expr.type) {
    case 'literal':
      return (expr.value === true) === wanted ? 'true' : 'false'
    case 'not':
      return renderer.condition(expr.operand, !wanted)
    case 'and':
    case 'or':
      return renderChain(renderer, expr, wanted)
    case 'compare':
      return renderComparison(renderer, expr, wanted)
    case 'isNull':
      return renderNullTest(renderer, expr.operand, wanted)
    case 'in':
      return renderIncludes(renderer, expr, wanted)
    case 'hasRole': {
      const { roles } = expr
      const role = renderer.inputs.single({ kind: 'hasRole', roles }, 'boolean', true)
      return wanted ? role : ['not ', role]
    }
    case 'some':
    case 'every':
    case 'none':
      return renderQuantifier(renderer, expr, wanted)
    case 'coalesce':
      return renderFallback(renderer, expr, wanted)
    case 'conditional':
      return brackets('', [
        ['case when ', renderer.condition(expr.test, true)],
        ['then ', renderBranch(renderer, expr.whenTrue, wanted)],
        ['else ', renderBranch(renderer, expr.whenFalse, wanted), ' end'],
      ])
    default:
      return renderTruth(renderer, expr, wanted)
  }
}

/** Between branches that are all bound, PostgreSQL could not tell that they are conditions. */
function renderBranch(renderer: Renderer, branch: Expr, wanted: boolean): Doc {
  const condition = renderer.condition(branch, wanted)
  const isBound = renderer.inputs.condition(branch, wanted) !== null
  return isBound ? ['cast(', condition, ' as boolean)'] : condition
}

/** A boolean value; null counts as false. */
function renderTruth(renderer: Renderer, expr: Expr, wanted: boolean): Doc {
  const value = renderer.value(expr)
  if (wanted) return value
  const isColumn = expr.type === 'path' && expr.path.length === 1 && expr.base !== 'user'
  const isPlain = isColumn && !renderer.flow.mayBeMissing(expr, noFacts)
  return isPlain ? ['not ', value] : [value, ' is not true']
}

function renderFallback(
  renderer: Renderer,
  expr: Extract<Expr, { type: 'coalesce' }>,
  wanted: boolean,
): Doc {
  const { fallback } = expr
  if (fallback.type === 'literal' && fallback.value === false) {
    return renderer.condition(expr.value, wanted)
  }
  const value = renderer.value(expr)
  return wanted ? value : [value, ' is not true']
}

function renderIncludes(
  renderer: Renderer,
  expr: Extract<Expr, { type: 'in' }>,
  wanted: boolean,
): Doc {
  const type = renderer.typeOf(expr.value)
  const list = expr.list.map((value) => literalText(value, type)).join(', ')
  const value = renderer.value(expr.value)
  if (wanted) return [value, ` in (${list})`]
  if (!renderer.flow.mayBeMissing(expr.value, noFacts) && expr.value.type === 'path') {
    const isOwnColumn = expr.value.path.length === 1 && expr.value.base !== 'user'
    if (isOwnColumn) return [value, ` not in (${list})`]
  }
  return ['(', value, ` in (${list})) is not true`]
}

/** A chain of one word is printed as one list; neighbours that need no row are taken together. */
function renderChain(
  renderer: Renderer,
  expr: Extract<Expr, { type: 'and' | 'or' }>,
  wanted: boolean,
): Doc {
  const parts: Expr[] = []
  for (const part of operandsOf(expr, expr.type)) {
    const last = parts.at(-1)
    const both = last !== undefined && [last, part].every((side) => needsNoRow(renderer, side))
    if (both) parts[parts.length - 1] = { type: expr.type, left: last, right: part }
    else parts.push(part)
  }
  const word = (expr.type === 'and') === wanted ? 'and' : 'or'
  return brackets(
    '',
    chain(
      word,
      parts.map((part) => renderer.condition(part, wanted)),
    ),
  )
}

function needsNoRow(renderer: Renderer, expr: Expr): boolean {
  return (
    isInput(renderer.schema, renderer.bases, expr) && renderer.inputs.condition(expr, true) !== null
  )
}

function operandsOf(expr: Expr, type: 'and' | 'or'): Expr[] {
  if (expr.type !== type) return [expr]
  return [...operandsOf(expr.left, type), ...operandsOf(expr.right, type)]
}
