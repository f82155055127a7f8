import type { Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import { randomEvents, randomGrants } from './random-lists.ts'
import { counts, idOf, isOfTenants, randomRow, tenantOf } from './random-rows.ts'
import type { Asker, Link, Rows, Shape } from './shape.ts'

/** Random rows for every entity; keys lead to rows that are there, of the same tenant. */
export function randomRows(shape: Shape, random: Random): Rows {
  const tables = Object.fromEntries(
    shape.entities.map((entity) => {
      const count = counts[entity.name] ?? 4
      const numbers = Array.from({ length: count }, (_, index) => index)
      return [entity.name, numbers.map((number) => randomRow(entity, { shape, number, random }))]
    }),
  )
  const links = shape.entities.flatMap((entity) =>
    entity.links
      .filter(({ through }) => through === undefined)
      .map(({ relation, target }): [string, Link[]] => [
        `${entity.name}.${relation}`,
        randomLinks(shape, { near: entity.name, far: target, random }),
      ]),
  )
  const rows = { tables, links: Object.fromEntries(links), grants: [], events: [] }
  return {
    ...rows,
    grants: randomGrants(shape, rows, random),
    events: randomEvents(shape, rows, random),
  }
}

function randomLinks(
  shape: Shape,
  { near, far, random }: { near: string; far: string; random: Random },
): Link[] {
  const pairs: Link[] = []
  const isWalled = [near, far].every((name) => isOfTenants(shape, name))
  for (let from = 0; from < (counts[near] ?? 0); from += 1) {
    for (let to = 0; to < (counts[far] ?? 0); to += 1) {
      if (isWalled && tenantOf(from) !== tenantOf(to)) continue
      if (random.chance(0.25)) pairs.push([idOf(near, from), idOf(far, to)])
    }
  }
  return pairs
}

/** Everybody who may ask: all users with some roles, somebody whose user is gone, and nobody. */
export function randomAskers({ hasTenants }: Shape, rows: Rows, random: Random): Asker[] {
  const users = (rows.tables.User ?? []).map(({ id }) => String(id))
  const gone = idOf('User', 999)
  const tenant = (number: number): string | null => {
    if (!hasTenants) return null
    const other = (): number => random.pick([0, 1, 2, 999])
    if (random.chance(0.1)) return null
    return idOf('Company', random.chance(0.75) ? tenantOf(number) : other())
  }
  const known = [...users, gone].map((id, number) => ({
    id,
    tenant: tenant(number),
    roles: ['staff', 'guest', 'admin'].filter((_, index) =>
      random.chance(index === 2 ? 0.1 : 0.35),
    ),
  }))
  return [...known, { id: null, roles: [], tenant: null }]
}
