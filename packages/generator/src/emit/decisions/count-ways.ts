import type { Expr } from '@cambium/model'
import { addRelated } from './add-record.ts'
import type { Operator } from './candidate-values.ts'
import { compare } from './evaluate.ts'
import type { Goal } from './goal.ts'
import { relatedMany } from './read-value.ts'
import { reachOwner } from './relation-ways.ts'
import type { Way } from './ways.ts'
import type { Scene } from './world.ts'

const mostRelated = 4

/** As many related records as stand so to a number. */
export function* countWays(
  scene: Scene,
  {
    count,
    operator,
    other,
  }: { count: Expr & { type: 'count' }; operator: Operator; other: unknown },
): Generator<Way> {
  if (typeof other !== 'number') return
  const wanted = [other, other + 1, other - 1, 0, 1].filter(
    (number) => number >= 0 && number <= mostRelated && compare(operator, number, other),
  )
  for (const number of new Set(wanted)) {
    const way = withRelated(scene, count, number)
    if (way) yield way
  }
}

function withRelated(
  scene: Scene,
  { relation, variable, where }: Expr & { type: 'count' },
  wanted: number,
): Way | null {
  const owner = reachOwner(scene, relation)
  if (!owner || relatedMany(owner.world, owner.at, owner.member).length > 0) return null
  let { world } = owner
  const goals: Goal[] = []
  for (let made = 0; made < wanted; made++) {
    const added = addRelated(scene.schema, { world, at: owner.at }, { member: owner.member })
    if (!added) return null
    world = added.world
    const bindings = { ...scene.bindings, [variable]: added.at }
    if (where) goals.push({ expr: where, bindings, wanted: true })
  }
  return { world, goals }
}
