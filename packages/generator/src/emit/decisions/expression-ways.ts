import type { Expr, FieldIR, JsonValue } from '@cambium/model'
import { addRecord, otherUser, withCallerRecord } from './add-record.ts'
import { candidateValues, type Operator, sampleValues } from './candidate-values.ts'
import { countWays } from './count-ways.ts'
import { knownValue } from './evaluate.ts'
import type { ExprGoal, Goal } from './goal.ts'
import { placeValue, type ReachedField, reachField } from './reach-field.ts'
import { relationWays } from './relation-ways.ts'
import { withRole } from './set-value.ts'
import { Undecided } from './undecided.ts'
import type { Way } from './ways.ts'
import { isRef, refTo, type Scene, type Value, type World } from './world.ts'

/** What can be done so that a condition may come out as wanted. */
export function* expressionWays(scene: Scene, goal: Goal & ExprGoal): Generator<Way> {
  const { expr, wanted } = goal
  const { world } = scene
  switch (expr.type) {
    case 'not':
      yield { world, goals: [{ ...goal, expr: expr.operand, wanted: !wanted }] }
      return
    case 'and':
    case 'or':
      yield* bothWays(world, { ...goal, expr })
      return
    case 'coalesce':
      yield { world, goals: [{ ...goal, expr: expr.value }] }
      return
    case 'conditional':
      yield* branchWays(world, { ...goal, expr })
      return
    case 'hasRole':
      if (wanted && world.caller.signedIn)
        for (const role of expr.roles) yield { world: withRole(world, role) }
      return
    case 'some':
    case 'every':
    case 'none':
      yield* relationWays(scene, { ...goal, expr })
      return
    default:
      yield* valueWays(scene, goal)
  }
}

function* branchWays(
  world: World,
  goal: Goal & ExprGoal & { expr: Expr & { type: 'conditional' } },
): Generator<Way> {
  const { test, whenTrue, whenFalse } = goal.expr
  for (const [wanted, branch] of [[true, whenTrue] as const, [false, whenFalse] as const]) {
    const goals = [
      { ...goal, expr: test, wanted },
      { ...goal, expr: branch },
    ]
    yield { world, goals }
  }
}

function* bothWays(
  world: World,
  goal: Goal & ExprGoal & { expr: Expr & { type: 'and' | 'or' } },
): Generator<Way> {
  const { expr, wanted } = goal
  const goals = [expr.left, expr.right].map((part) => ({ ...goal, expr: part }))
  if ((expr.type === 'and') === wanted) yield { world, goals }
  else for (const one of goals) yield { world, goals: [one] }
}

function* valueWays(scene: Scene, goal: Goal & ExprGoal): Generator<Way> {
  const { expr, wanted } = goal
  if (expr.type === 'path') yield* placed(scene, expr, () => [wanted])
  else if (expr.type === 'isNull') {
    yield* placed(scene, expr.operand, (field) => (wanted ? [null] : sampleValues(field)))
    if (!wanted) yield* withTarget(scene, expr.operand)
  } else if (expr.type === 'in') {
    yield* placed(scene, expr.value, (field) =>
      wanted
        ? [...expr.list]
        : sampleValues(field).filter((value) => !expr.list.some((one) => one === value)),
    )
  } else if (expr.type === 'compare') {
    const operator = wanted ? expr.operator : opposite[expr.operator]
    yield* compareWays(scene, { left: expr.left, operator, right: expr.right })
    yield* compareWays(scene, { left: expr.right, operator: mirrored[operator], right: expr.left })
  }
}

const opposite = { '===': '!==', '!==': '===', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const
const mirrored = { '===': '===', '!==': '!==', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

export interface Comparison {
  left: Expr
  operator: Operator
  right: Expr
}

/** Puts something on the left that stands so to what is on the right. */
function* compareWays(scene: Scene, { left, operator, right }: Comparison): Generator<Way> {
  const isAboutCaller = isCaller(left) || isCaller(right)
  const there = isAboutCaller ? withCallerRecord(scene.schema, scene.world) : scene.world
  if (!there) return
  const before = { ...scene, world: there }
  const other = valueOrNothing(before, right)
  if (other === undefined) return
  if (left.type === 'count') yield* countWays(before, { count: left, operator, other })
  else if (left.type === 'coalesce')
    yield* compareWays(before, { left: left.value, operator, right })
  else if (left.type === 'arithmetic') yield* arithmeticWays(before, left)
  else if (isRef(other)) yield* referenceWays(before, { left, operator, other })
  else yield* placed(before, left, (field) => candidateValues(field, operator, other))
}

/** A reference that is this one, or another one of the same kind. */
function* referenceWays(
  scene: Scene,
  { left, operator, other }: { left: Expr; operator: Operator; other: Value },
): Generator<Way> {
  const place = reached(scene, left)
  if (!place) return
  if (operator === '===') {
    const same = placeValue(place, other)
    if (same) yield { world: same }
    return
  }
  const target = place.field.reference && scene.schema.entity(place.field.reference.target)
  const another = target
    ? target.name === 'User'
      ? otherUser(scene.schema, place.world)
      : addRecord(scene.schema, place.world, { entity: target })
    : null
  const differs = another && placeValue({ ...place, world: another.world }, refTo(another.at))
  if (differs) yield { world: differs }
  const without = place.field.nullable ? placeValue(place, null) : null
  if (without) yield { world: without }
}

/** Small numbers in each field that the sum is made of: whether one does is looked at afterwards. */
function* arithmeticWays(scene: Scene, expr: Expr): Generator<Way> {
  if (expr.type === 'arithmetic') {
    yield* arithmeticWays(scene, expr.left)
    yield* arithmeticWays(scene, expr.right)
    return
  }
  if (expr.type === 'coalesce') yield* arithmeticWays(scene, expr.value)
  const { min = 0, max = 100 } = reached(scene, expr)?.field.limits ?? {}
  yield* placed(scene, expr, () => [1, 2, 0, 10, 100, Number(min), Number(max)])
}

function* withTarget(scene: Scene, expr: Expr): Generator<Way> {
  const place = reached(scene, expr)
  const target = place?.field.reference && scene.schema.entity(place.field.reference.target)
  const added = target && addRecord(scene.schema, place.world, { entity: target, isFiller: true })
  const filled = added && placeValue({ ...place, world: added.world }, refTo(added.at))
  if (filled) yield { world: filled }
}

function* placed(
  scene: Scene,
  expr: Expr,
  valuesFor: (field: FieldIR) => readonly JsonValue[],
): Generator<Way> {
  const place = reached(scene, expr)
  if (!place) return
  for (const value of valuesFor(place.field)) {
    const world = value === null && !place.field.nullable ? null : placeValue(place, value)
    if (world) yield { world }
  }
}

function reached(scene: Scene, expr: Expr): ReachedField | null {
  try {
    const place = reachField(scene, expr)
    return place && place.field.origin === 'model' ? place : null
  } catch (error) {
    if (error instanceof Undecided) return null
    throw error
  }
}

function isCaller(expr: Expr): boolean {
  return expr.type === 'path' && expr.base === 'user' && expr.path.join('.') === 'id'
}

function valueOrNothing(scene: Scene, expr: Expr): ReturnType<typeof knownValue> | undefined {
  try {
    return knownValue(scene, expr)
  } catch (error) {
    if (error instanceof Undecided) return undefined
    throw error
  }
}
