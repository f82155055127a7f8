import type { RuleIR } from '@cambium/model'
import type { Schema } from '../../rules/index.ts'
import { otherUser, withCallerRecord } from './add-record.ts'
import { sampleValues } from './candidate-values.ts'
import { expressionWays } from './expression-ways.ts'
import { type Goal, type RuleGoal, readsUsers, sceneOf } from './goal.ts'
import { withChange, withRole, withValue } from './set-value.ts'
import { callerRef, refTo, subject, type World } from './world.ts'

/** A step towards a goal: another world, and what must come out so in it. */
export interface Way {
  world: World
  goals?: Goal[]
}

/** What can be done so that a goal may come out as wanted. Whether it does is looked at afterwards. */
export function* ways(schema: Schema, world: World, goal: Goal): Generator<Way> {
  if ('rule' in goal) yield* ruleWays(schema, world, goal)
  else yield* expressionWays(sceneOf(schema, world, goal.bindings), goal)
}

function* ruleWays(schema: Schema, world: World, goal: Goal & RuleGoal): Generator<Way> {
  const { rule, at, wanted, isMeant = false } = goal
  switch (rule.type) {
    case 'role':
      if (wanted && world.caller.signedIn)
        for (const role of rule.roles) yield { world: withRole(world, role) }
      return
    case 'owner':
      yield* ownerWays(schema, world, { ...goal, field: rule.field })
      return
    case 'acl':
      if (!wanted && !isMeant) return
      if (!world.caller.signedIn) return
      yield {
        world: {
          ...world,
          grants: [...world.grants, { at, right: rule.right, toCaller: wanted }],
        },
      }
      return
    case 'only':
      yield* changeWays(world, (field) => rule.fields.includes(field) === wanted)
      return
    case 'expression': {
      if (rule.expression.needsUser && !world.caller.signedIn) return
      const there = readsUsers(rule) ? withCallerRecord(schema, world) : world
      const goal = { expr: rule.expression.expr, bindings: { row: at }, wanted, isMeant }
      if (there) yield { world: there, goals: [goal] }
      return
    }
    case 'any':
    case 'all':
      yield* combinedWays(world, { ...goal, rule })
      return
    default:
  }
}

function* combinedWays(
  world: World,
  {
    rule,
    at,
    wanted,
    isMeant = false,
  }: Goal & RuleGoal & { rule: RuleIR & { type: 'any' | 'all' } },
): Generator<Way> {
  const goals = rule.rules.map((part) => ({ rule: part, at, wanted, isMeant }))
  if ((rule.type === 'all') === wanted) yield { world, goals }
  else for (const goal of goals) yield { world, goals: [goal] }
}

function* ownerWays(
  schema: Schema,
  world: World,
  { at, wanted, field: name }: Goal & RuleGoal & { field: string },
): Generator<Way> {
  const entity = world.records[at]?.entity
  const field = entity?.fields.find((one) => one.name === name)
  if (!field || !world.caller.signedIn) return
  if (name === 'id') {
    const isThere = !(world.isSent && at === subject)
    if (wanted && isThere && world.caller.record === null && entity?.name === 'User')
      yield { world: { ...world, caller: { ...world.caller, record: at } } }
    return
  }
  const there = withCallerRecord(schema, world)
  if (wanted) {
    const owned = there && withValue(there, at, { field, value: callerRef(there) })
    if (owned) yield { world: owned }
    return
  }
  const other = there && otherUser(schema, there)
  const another = other && withValue(other.world, at, { field, value: refTo(other.at) })
  if (another) yield { world: another }
  const without = field.nullable ? withValue(world, at, { field, value: null }) : null
  if (without) yield { world: without }
}

/** Every change of one field that an update may send. */
export function* changeWays(world: World, isWanted: (field: string) => boolean): Generator<Way> {
  const entity = world.records[subject]?.entity
  for (const field of entity?.fields ?? []) {
    if (!isWanted(field.name) || field.reference || field.name in world.changes) continue
    for (const value of sampleValues(field)) {
      const changed = withChange(world, { field, value })
      if (changed) yield { world: changed }
    }
  }
}
