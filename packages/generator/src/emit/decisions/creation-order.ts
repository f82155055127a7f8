import { linkInputs } from '../entity-fields.ts'
import { isRef, subject, type World } from './world.ts'

/** A many-to-many relation that is sent with the record it is declared on. */
export interface SentLinks {
  /** Name of the ids in the input: `tagIds`. */
  input: string
  targets: number[]
}

/** The links that go into the input of one record. */
export function linksOf({ records, links }: World, at: number): SentLinks[] {
  const entity = records[at]?.entity
  if (!entity) return []
  return linkInputs(entity).flatMap(({ input, table, sourceColumn, targetColumn }) => {
    const own = links.filter((link) => link.table === table && link.ends[sourceColumn] === at)
    const targets = own.flatMap(({ ends }) => ends[targetColumn] ?? [])
    return targets.length > 0 ? [{ input, targets }] : []
  })
}

/** The records in an order in which each finds what it refers to; `null` where there is none. What is sent is left out. */
export function creationOrder(world: World): number[] | null {
  const { records, links, isSent } = world
  const sentLinks = records.flatMap((_, at) => linksOf(world, at).flatMap(({ targets }) => targets))
  if (sentLinks.length < links.length) return null
  const made: number[] = []
  const pending = new Set(records.keys())
  const isReady = (at: number): boolean => {
    const values = Object.values(records[at]?.values ?? {})
    const needs = [
      ...values.flatMap((value) => (isRef(value) ? value.ref : [])),
      ...linksOf(world, at).flatMap(({ targets }) => targets),
    ]
    return needs.every((need) => made.includes(need))
  }
  while (pending.size > 0) {
    const next = [...pending].find(isReady)
    if (next === undefined) return null
    pending.delete(next)
    made.push(next)
  }
  return isSent ? made.filter((at) => at !== subject) : made
}
