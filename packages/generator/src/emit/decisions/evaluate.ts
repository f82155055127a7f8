import type { Expr } from '@cambium/model'
import { nextValue, relatedMany, relatedOne, storedValue, unknown } from './read-value.ts'
import { undecided } from './undecided.ts'
import { callerRef, isRef, isSameValue, type Scene, subject, type Value } from './world.ts'

/** The instant of the request: after everything that was, before everything that will be. */
const now: unique symbol = Symbol('now')
/** There is nothing at the end of a path that leads through nothing. */
const missing: unique symbol = Symbol('missing')

type Known = Value | typeof unknown | typeof now | typeof missing

const past = '2020-01-01'
const future = '2090-01-01'

/** Does the condition hold? Throws `Undecided` where the plan cannot know. */
export function isTrue(scene: Scene, expr: Expr): boolean {
  switch (expr.type) {
    case 'and':
      return isTrue(scene, expr.left) && isTrue(scene, expr.right)
    case 'or':
      return isTrue(scene, expr.left) || isTrue(scene, expr.right)
    case 'not':
      return !isTrue(scene, expr.operand)
    case 'isNull':
      return isNull(evaluate(scene, expr.operand))
    case 'in': {
      const value = plain(evaluate(scene, expr.value))
      return expr.list.some((one) => isSameValue(one, value))
    }
    case 'hasRole':
      return expr.roles.some((role) => scene.world.caller.roles.includes(role))
    case 'compare':
      return compare(expr.operator, evaluate(scene, expr.left), evaluate(scene, expr.right))
    case 'some':
      return related(scene, expr.relation).some((at) => isTrue(inside(scene, expr, at), expr.where))
    case 'every':
      return related(scene, expr.relation).every((at) =>
        isTrue(inside(scene, expr, at), expr.where),
      )
    case 'none':
      return !related(scene, expr.relation).some((at) =>
        isTrue(inside(scene, expr, at), expr.where),
      )
    default:
      return evaluate(scene, expr) === true
  }
}

/** The value; throws `Undecided` where the plan cannot know it. */
export function knownValue(scene: Scene, expr: Expr): Value | typeof now {
  const value = evaluate(scene, expr)
  return value === unknown || value === missing ? undecided() : value
}

/** Is it the instant of the request? */
export function isNow(value: unknown): value is typeof now {
  return value === now
}

/** The records a to-many path leads to. */
export function related(scene: Scene, relation: Expr): readonly number[] {
  if (relation.type !== 'path') return undecided()
  const { schema, world } = scene
  const owner = follow(scene, { base: relation.base, path: relation.path.slice(0, -1) })
  if (owner === null) return undecided()
  const entity = world.records[owner.at]?.entity
  const member = entity && schema.member(entity, relation.path.at(-1) ?? '')
  return member?.kind === 'many' ? relatedMany(world, owner.at, member) : undecided()
}

/** Does it hold between two values that are known? */
export function compare(
  operator: (Expr & { type: 'compare' })['operator'],
  left: Known,
  right: Known,
): boolean {
  if (operator === '===' || operator === '!==') {
    if (isEmpty(left) && isEmpty(right)) return undecided()
    const isSame = !isEmpty(left) && !isEmpty(right) && isSameValue(plain(left), plain(right))
    return isSame === (operator === '===')
  }
  const order = orderOf(left, right)
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}

function evaluate(scene: Scene, expr: Expr): Known {
  switch (expr.type) {
    case 'literal':
      return expr.value
    case 'path':
      return pathValue(scene, expr)
    case 'arithmetic':
      return calculate(scene, expr)
    case 'concat':
      return expr.parts.map((part) => text(evaluate(scene, part))).join('')
    case 'coalesce': {
      const value = isRelated(expr.value)
        ? relatedOrMissing(scene, expr.value)
        : evaluate(scene, expr.value)
      return isEmpty(value) ? evaluate(scene, expr.fallback) : value
    }
    case 'conditional':
      return evaluate(scene, isTrue(scene, expr.test) ? expr.whenTrue : expr.whenFalse)
    case 'count':
    case 'sum':
    case 'min':
    case 'max':
      return gathered(scene, expr)
    default:
      return isTrue(scene, expr)
  }
}

function isRelated(expr: Expr): expr is Expr & { relation: Expr } {
  return 'relation' in expr
}

/** A question about related records, where the record they belong to may not be there. */
function relatedOrMissing(scene: Scene, expr: Expr & { relation: Expr }): Known {
  const { relation } = expr
  if (relation.type !== 'path') return undecided()
  const owner = follow(scene, { base: relation.base, path: relation.path.slice(0, -1) })
  return owner === null ? missing : evaluate(scene, expr)
}

function gathered(scene: Scene, expr: Expr & { type: 'count' | 'sum' | 'min' | 'max' }): Known {
  const records = related(scene, expr.relation)
  if (expr.type === 'count') {
    const { where } = expr
    return records.filter((at) => where === null || isTrue(inside(scene, expr, at), where)).length
  }
  const values = records.map((at) => plain(evaluate(inside(scene, expr, at), expr.of)))
  const numbers = values.flatMap((value) => (value === null ? [] : number(value)))
  if (expr.type === 'sum') return numbers.reduce((sum, one) => sum + one, 0)
  if (numbers.length === 0) return null
  return expr.type === 'min' ? Math.min(...numbers) : Math.max(...numbers)
}

/** The scene inside the arrow of a relation. */
export function inside(scene: Scene, { variable }: { variable: string }, at: number): Scene {
  return { ...scene, bindings: { ...scene.bindings, [variable]: at } }
}

interface Followed {
  at: number
  isNext: boolean
}

/** The record at the end of a path of to-one relations; `null` where it leads through nothing. */
function follow(
  scene: Scene,
  { base, path }: { base: string; path: readonly string[] },
): Followed | null {
  const { schema, world } = scene
  let here: Followed | null = startOf(scene, base)
  for (const name of path) {
    if (here === null) return null
    const entity = world.records[here.at]?.entity
    const member = entity && schema.member(entity, name)
    if (member?.kind !== 'one') return undecided()
    const at = relatedOne(world, here, member)
    here = at === null ? null : { at, isNext: false }
  }
  return here
}

function startOf({ world, bindings }: Scene, base: string): Followed | null {
  if (base === 'next') return { at: subject, isNext: true }
  if (base === 'user')
    return world.caller.record === null ? undecided() : { at: world.caller.record, isNext: false }
  if (base === 'previous') return null
  const at = bindings[base]
  return at === undefined ? undecided() : { at, isNext: false }
}

function pathValue(scene: Scene, { base, path }: Expr & { type: 'path' }): Known {
  const { schema, world } = scene
  if (base === 'ctx') return now
  if (base === 'user' && path.join('.') === 'id') return callerRef(world)
  if (base === 'previous' && path.length === 0) return null
  const owner = follow(scene, { base, path: path.slice(0, -1) })
  if (owner === null) return missing
  const entity = world.records[owner.at]?.entity
  const member = entity && schema.member(entity, path.at(-1) ?? '')
  if (member?.kind === 'field') {
    return owner.isNext
      ? nextValue(world, member.field)
      : storedValue(world, owner.at, member.field)
  }
  if (member?.kind !== 'one') return undecided()
  const at = relatedOne(world, owner, member)
  return at === null ? null : { ref: at }
}

function calculate(scene: Scene, expr: Expr & { type: 'arithmetic' }): number {
  const left = number(plain(evaluate(scene, expr.left)))
  const right = number(plain(evaluate(scene, expr.right)))
  if (expr.operator === '+') return left + right
  return expr.operator === '-' ? left - right : left * right
}

function isNull(value: Known): boolean {
  return value === missing ? undecided() : value === null
}

function isEmpty(value: Known): value is null | typeof missing {
  return value === null || value === missing
}

function plain(value: Known): Value {
  if (value === missing) return null
  return value === unknown || value === now ? undecided() : value
}

function number(value: Value): number {
  return typeof value === 'number' ? value : undecided()
}

function text(value: Known): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undecided()
}

function orderOf(left: Known, right: Known): number {
  if (left === now) return -orderOf(right, left)
  if (right === now) return orderWithNow(left)
  const [a, b] = [plain(left), plain(right)]
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a !== 'string' || typeof b !== 'string') return undecided()
  return a === b ? 0 : a < b ? -1 : 1
}

function orderWithNow(value: Known): number {
  const instant = plain(value)
  if (typeof instant !== 'string' || isRef(instant)) return undecided()
  if (instant < past) return -1
  return instant > future ? 1 : undecided()
}
