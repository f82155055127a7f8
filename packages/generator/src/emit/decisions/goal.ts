import type { Expr, RuleIR } from '@cambium/model'
import type { Schema } from '../../rules/index.ts'
import { isTrue } from './evaluate.ts'
import { storedValue } from './read-value.ts'
import { Undecided, undecided } from './undecided.ts'
import { type Bindings, callerRef, isSameValue, type Scene, subject, type World } from './world.ts'

/** Something that must come out so: a rule of a record, or a condition. */
export type Goal = (RuleGoal | ExprGoal) & {
  wanted: boolean
  /** Not satisfied with what is there by chance: a value is put there that says so. */
  isMeant?: boolean
  /** Asked before the record that is sent has been written. */
  isBefore?: boolean
}

export interface RuleGoal {
  rule: RuleIR
  /** The record the rule is about. */
  at: number
}

export interface ExprGoal {
  expr: Expr
  bindings: Bindings
}

/** Does the goal come out as wanted? False also where that cannot be told. */
export function isMet(schema: Schema, world: World, goal: Goal): boolean {
  try {
    const seen = goal.isBefore && world.isSent ? { ...world, isUnwritten: true } : world
    return outcome(schema, seen, goal) === goal.wanted
  } catch (error) {
    if (error instanceof Undecided) return false
    throw error
  }
}

/** Does the rule let the caller through, for this record? Throws `Undecided` where the plan cannot know. */
export function ruleHolds(schema: Schema, world: World, { rule, at }: RuleGoal): boolean {
  const { caller } = world
  switch (rule.type) {
    case 'public':
      return true
    case 'none':
      return false
    case 'signedIn':
      return caller.signedIn
    case 'role':
      return rule.roles.some((role) => caller.roles.includes(role))
    case 'owner':
      return caller.signedIn && owns(world, at, rule.field)
    case 'acl':
      return world.grants.some(
        (grant) => grant.toCaller && grant.at === at && grant.right === rule.right,
      )
    case 'only':
      return !world.isSent && changesOnly(world, rule.fields)
    case 'expression': {
      const { expression } = rule
      if (expression.needsUser && !caller.signedIn) return false
      if (expression.needsNext && world.isSent) return false
      // the arrow may ask for the caller's row where this part of it does not
      if (readsUsers(rule) && caller.record === null) return undecided()
      return isTrue({ schema, world, bindings: { row: at } }, expression.expr)
    }
    case 'any':
      return rule.rules.some((part) => ruleHolds(schema, world, { rule: part, at }))
    case 'all':
      return rule.rules.every((part) => ruleHolds(schema, world, { rule: part, at }))
  }
}

/** The scene of a goal. */
export function sceneOf(schema: Schema, world: World, bindings: Bindings): Scene {
  return { schema, world, bindings }
}

function outcome(schema: Schema, world: World, goal: Goal): boolean {
  if ('rule' in goal) return ruleHolds(schema, world, goal)
  return isTrue(sceneOf(schema, world, goal.bindings), goal.expr)
}

function owns(world: World, at: number, name: string): boolean {
  const field = world.records[at]?.entity.fields.find((one) => one.name === name)
  const value = field && storedValue(world, at, field)
  return typeof value === 'object' && isSameValue(value, callerRef(world))
}

function changesOnly(world: World, fields: readonly string[]): boolean {
  const entity = world.records[subject]?.entity
  return Object.entries(world.changes).every(([name, value]) => {
    if (fields.includes(name)) return true
    const field = entity?.fields.find((one) => one.name === name)
    const before = field && storedValue(world, subject, field)
    return typeof before !== 'symbol' && isSameValue(before, value)
  })
}

/** May the arrow look at the caller's own record? */
export function readsUsers({ expression }: RuleIR & { type: 'expression' }): boolean {
  return expression.needsUser && expression.reads.includes('User')
}
