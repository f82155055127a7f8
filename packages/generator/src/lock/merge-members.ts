import type { Identity, Rank, Renumbered, Side } from './identity.ts'

/** What has a number: an entity of a lock, or a field of an entity. */
export interface Member<T> {
  id: number
  name: string
  value: T
}

/** The members of one place, and the numbers that may never be given again. */
export interface Members<T> {
  alive: Member<T>[]
  gone: ReadonlyMap<number, string>
}

/** The three states of one place. */
export interface ThreeMembers<T> {
  base: Members<T>
  ours: Members<T>
  theirs: Members<T>
}

/** The values of one member, where each side has it. */
export interface ThreeValues<T> {
  name: string
  base: T | null
  ours: T | null
  theirs: T | null
}

export interface MergeSite<T> {
  entity: string | null
  rank: Rank
  merge(values: ThreeValues<T>): T
  isSame(one: T, other: T): boolean
}

export interface MergedMembers<T> extends Members<T> {
  renumbered: Renumbered[]
  /** Names that only a person can choose. */
  conflicts: string[]
}

/**
 * Merges by identity. What both sides knew before keeps its number. What is new is one thing where it has one name, and
 * takes the number of the side that ranks lower; a number two things want goes to the lower rank, and the other gets the
 * next that nobody ever had. When in doubt a member stays alive: generating retires what the model does not have.
 */
export function mergeMembers<T>(three: ThreeMembers<T>, site: MergeSite<T>): MergedMembers<T> {
  const known = new Set([...three.base.alive.map(({ id }) => id), ...three.base.gone.keys()])
  const kept = mergeKnown(three, site, known)
  const added = mergeNew(three, site, known)
  const alive = [...kept.alive, ...added.alive]
  const gone = new Map([...kept.gone, ...newlyGone(three, alive)])
  return {
    alive,
    gone,
    renumbered: added.renumbered,
    conflicts: [...kept.conflicts, ...twice(alive.map(({ name }) => name))],
  }
}

function mergeKnown<T>(
  { base, ours, theirs }: ThreeMembers<T>,
  site: MergeSite<T>,
  known: ReadonlySet<number>,
): { alive: Member<T>[]; gone: Map<number, string>; conflicts: string[] } {
  const result = { alive: [] as Member<T>[], gone: new Map(base.gone), conflicts: [] as string[] }
  for (const id of known) {
    const [was, mine, other] = [base, ours, theirs].map(({ alive }) =>
      alive.find((member) => member.id === id),
    )
    if (!was) continue
    const isUntouched = (member: Member<T>) =>
      member.name === was.name && site.isSame(member.value, was.value)
    if (mine && other) {
      const name = mine.name === was.name ? other.name : mine.name
      if (other.name !== was.name && other.name !== name) {
        result.conflicts.push(`${was.name} is called ${mine.name} and ${other.name}`)
      }
      const values = { base: was.value, ours: mine.value, theirs: other.value }
      result.alive.push({ id, name, value: site.merge({ name, ...values }) })
      continue
    }
    const last = mine ?? other
    if (last && !isUntouched(last)) result.alive.push(last)
    else result.gone.set(id, ours.gone.get(id) ?? theirs.gone.get(id) ?? was.name)
  }
  return result
}

/** Something new, by its name; where both sides have it, it has a number of each. */
interface Thing<T> {
  name: string
  wishes: Identity[]
  values: ThreeValues<T>
  rank: number
}

function mergeNew<T>(
  three: ThreeMembers<T>,
  site: MergeSite<T>,
  known: ReadonlySet<number>,
): { alive: Member<T>[]; renumbered: Renumbered[] } {
  const taken = new Set(known)
  let highest = highestIn(three)
  const alive: Member<T>[] = []
  const renumbered: Renumbered[] = []
  for (const { name, wishes, values } of newThings(three, site, known)) {
    const wish = wishes.find((one) => !taken.has(one.id))
    const id = wish?.id ?? ++highest
    taken.add(id)
    alive.push({ id, name, value: site.merge(values) })
    renumbered.push(...wishes.filter((one) => one.id !== id).map((one) => ({ ...one, to: id })))
  }
  return { alive: alive.sort((a, b) => a.id - b.id), renumbered }
}

function newThings<T>(
  { ours, theirs }: ThreeMembers<T>,
  { entity, rank }: MergeSite<T>,
  known: ReadonlySet<number>,
): Thing<T>[] {
  const things = new Map<string, Thing<T>>()
  const sides: [Side, Members<T>][] = [
    ['ours', ours],
    ['theirs', theirs],
  ]
  for (const [side, { alive }] of sides) {
    for (const { id, name, value } of alive) {
      if (known.has(id)) continue
      const empty = { name, base: null, ours: null, theirs: null }
      const thing = things.get(name) ?? { name, wishes: [], values: empty, rank: Infinity }
      const identity: Identity = { side, entity, name, id }
      const wishes = [...thing.wishes, identity].sort((a, b) => rank(a) - rank(b))
      const values = { ...thing.values, [side]: value }
      things.set(name, { name, wishes, values, rank: Math.min(thing.rank, rank(identity)) })
    }
  }
  return [...things.values()].sort((a, b) => a.rank - b.rank)
}

/** What a side made and took away again: its number stays out of use where nothing else has it. */
function newlyGone<T>(
  { ours, theirs }: ThreeMembers<T>,
  alive: readonly Member<T>[],
): [number, string][] {
  const used = new Set(alive.map(({ id }) => id))
  return [...theirs.gone, ...ours.gone].filter(([id]) => !used.has(id))
}

function highestIn<T>({ base, ours, theirs }: ThreeMembers<T>): number {
  const ids = [base, ours, theirs].flatMap(({ alive, gone }) => [
    ...alive.map(({ id }) => id),
    ...gone.keys(),
  ])
  return Math.max(0, ...ids)
}

function twice(names: readonly string[]): string[] {
  const again = names.filter((name, at) => names.indexOf(name) !== at)
  return [...new Set(again)].map((name) => `two things are called ${name}`)
}
