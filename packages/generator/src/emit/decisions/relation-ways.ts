import type { Expr } from '@cambium/model'
import type { ManyMember } from '../../rules/index.ts'
import { addRelated, withCallerRecord } from './add-record.ts'
import type { ExprGoal, Goal } from './goal.ts'
import { reachRecord } from './reach-field.ts'
import { relatedMany } from './read-value.ts'
import { Undecided } from './undecided.ts'
import type { Way } from './ways.ts'
import type { Placed, Scene } from './world.ts'

type RelationExpr = Expr & { type: 'some' | 'every' | 'none' }

/** Makes a related record that meets the condition, or sees to it that none does. */
export function* relationWays(
  scene: Scene,
  goal: Goal & ExprGoal & { expr: RelationExpr },
): Generator<Way> {
  const { expr, wanted } = goal
  const owner = reachOwner(scene, expr.relation)
  if (!owner) return
  const isSought = expr.type !== 'every'
  const goalFor = (at: number, holds: boolean): Goal => ({
    expr: expr.where,
    bindings: { ...scene.bindings, [expr.variable]: at },
    wanted: holds,
  })
  const needsOne = (expr.type === 'some') === wanted
  const there = relatedMany(owner.world, owner.at, owner.member)
  if (!needsOne) {
    const goals = there.map((at) => goalFor(at, !isSought))
    if (goal.isMeant && there.length === 0)
      for (const added of additions(scene, owner))
        yield { world: added.world, goals: [goalFor(added.at, !isSought)] }
    yield { world: owner.world, goals }
    return
  }
  for (const at of there) yield { world: owner.world, goals: [goalFor(at, isSought)] }
  for (const added of additions(scene, owner))
    yield { world: added.world, goals: [goalFor(added.at, isSought)] }
}

export interface Owner extends Placed {
  member: ManyMember
}

/** The record that a to-many path starts from, in a world where it is there. */
export function reachOwner(scene: Scene, relation: Expr): Owner | null {
  if (relation.type !== 'path') return null
  try {
    const path = relation.path.slice(0, -1)
    const owner = reachRecord(scene, { base: relation.base, path })
    const entity = owner?.world.records[owner.at]?.entity
    const member = entity && scene.schema.member(entity, relation.path.at(-1) ?? '')
    return owner && member?.kind === 'many' ? { world: owner.world, at: owner.at, member } : null
  } catch (error) {
    if (error instanceof Undecided) return null
    throw error
  }
}

/** The worlds with one more related record: the caller's own where it can be one, and a new one. */
function* additions({ schema }: Scene, { world, at, member }: Owner): Generator<Placed> {
  const there = member.target.name === 'User' ? withCallerRecord(schema, world) : null
  const caller = there?.caller.record ?? null
  const own =
    there && caller !== null && caller !== at
      ? addRelated(schema, { world: there, at }, { member, related: caller })
      : null
  if (own) yield own
  const added = addRelated(schema, { world, at }, { member })
  if (added) yield added
}
