import type { Expr } from '@cambium/model/ir'
import { everyPart } from '../schema/index.ts'
import type { Doc } from './doc.ts'
import { openRow } from './read-row.ts'
import type { Renderer } from './renderer.ts'
import { userRow } from './starting-row.ts'

/**
 * The condition that the caller is still there, for an expression that reads the caller's row and could hold without
 * one: a token outlives the user it was made for. null where it is not needed.
 */
export function userRowCondition(renderer: Renderer, expr: Expr): Doc | null {
  if (![...everyPart(expr)].some(readsUserRow) || implies(renderer, expr, true)) return null
  const row = userRow(renderer)
  if (row === undefined) return null
  return openRow(renderer, row, { mode: 'test', read: () => 'true' })
}

function readsUserRow(expr: Expr): boolean {
  return expr.type === 'path' && expr.base === 'user' && expr.path.length > 0 && !isUserId(expr)
}

function isUserId(expr: Expr): boolean {
  return expr.type === 'path' && expr.path.join('.') === 'id'
}

/** True when the expression can only come out so with the user's row there. */
function implies(renderer: Renderer, expr: Expr, outcome: boolean): boolean {
  switch (expr.type) {
    case 'not':
      return implies(renderer, expr.operand, !outcome)
    case 'and':
    case 'or': {
      const sides = [expr.left, expr.right].map((side) => implies(renderer, side, outcome))
      return (expr.type === 'and') === outcome ? sides.some(Boolean) : sides.every(Boolean)
    }
    case 'compare': {
      const isUnequal =
        (expr.operator === '!==') === outcome && ['===', '!=='].includes(expr.operator)
      return !isUnequal && [expr.left, expr.right].some((side) => findsUserRow(renderer, side))
    }
    case 'path':
      return outcome && findsUserRow(renderer, expr)
    case 'in':
      return outcome && findsUserRow(renderer, expr.value)
    case 'some':
      return outcome && findsUserRow(renderer, expr.relation)
    default:
      return false
  }
}

/** True when the path has a value only with the user's row there: what points at a deleted user still exists. */
function findsUserRow(renderer: Renderer, path: Expr): boolean {
  const user = renderer.bases.get('user')
  if (path.type !== 'path' || !readsUserRow(path) || user === undefined) return false
  if (!user.softDelete && !user.tenant) return true
  const first = renderer.schema.member(user, path.path[0] ?? '')
  return first?.kind === 'field' || (first?.kind === 'one' && first.side === 'here')
}
