import type { Schema } from '../../rules/index.ts'
import { type Goal, isMet } from './goal.ts'
import { ways } from './ways.ts'
import type { World } from './world.ts'

/** What a plan must be beside what its goals say. */
export interface Requirements {
  /** What else must come out so in a world whose goals are met; `null` where it can never be right. */
  obligations(world: World): Goal[] | null
}

const mostRounds = 4

interface Search {
  schema: Schema
  requirements: Requirements
  goals: readonly Goal[]
  budget: Budget
  /** Where this search ends. */
  last: number
}

/** How many steps are left, for all searches of one case together. */
export interface Budget {
  steps: number
}

/** No search takes more than this part of what is left. */
const share = 0.4

/** A world in which all of these come out as wanted; `null` when none was found. The same model gives the same world. */
export function solve(
  schema: Schema,
  start: World,
  {
    goals,
    requirements,
    budget,
  }: { goals: readonly Goal[]; requirements: Requirements; budget: Budget },
): World | null {
  const last = Math.floor(budget.steps * (1 - share))
  const search = { schema, requirements, goals, budget, last }
  for (const found of advance(search, start, { open: [...goals], round: 0 })) return found
  return null
}

interface Position {
  open: readonly Goal[]
  round: number
}

function* advance(search: Search, world: World, { open, round }: Position): Generator<World> {
  if (search.budget.steps-- <= search.last) return
  const [goal, ...rest] = open
  if (!goal) {
    yield* finish(search, world, round)
    return
  }
  const isThere = isMet(search.schema, world, goal)
  if (isThere && !goal.isMeant) yield* advance(search, world, { open: rest, round })
  for (const way of ways(search.schema, world, goal)) {
    const next = [...(way.goals ?? []), ...rest]
    yield* advance(search, way.world, { open: next, round })
  }
  if (isThere && goal.isMeant) yield* advance(search, world, { open: rest, round })
}

function* finish(search: Search, world: World, round: number): Generator<World> {
  const { schema, goals, requirements } = search
  if (!goals.every((goal) => isMet(schema, world, goal))) return
  const further = requirements.obligations(world)
  if (further === null) return
  const open = further.filter((goal) => !isMet(schema, world, goal))
  if (open.length === 0) yield world
  else if (round < mostRounds) yield* advance(search, world, { open, round: round + 1 })
}
