import type { Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import type {
  Asker,
  EntityShape,
  FieldShape,
  Link,
  ReferenceShape,
  Row,
  Rows,
  Shape,
  Value,
} from './shape.ts'

const counts: { readonly [entity: string]: number } = {
  User: 6,
  Team: 4,
  Project: 5,
  Membership: 10,
  Tag: 5,
  Task: 12,
}

const words = ['ash', 'elm', 'fig', 'oak', 'yew'] as const
const codes = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'k', 'm', 'n', 'p'] as const
const instants = [
  '2026-01-01T00:00:00.000Z',
  '2026-03-01T12:30:00.500Z',
  '2026-09-09T09:09:09.009Z',
] as const

/** The id of a row: a UUID that says which it is. */
export function idOf(entity: string, number: number): string {
  const kind = String(Object.keys(counts).indexOf(entity) + 1).padStart(8, '0')
  return `${kind}-0000-7000-8000-${String(number).padStart(12, '0')}`
}

/** Random rows for every entity; keys lead to rows that are there. */
export function randomRows(shape: Shape, random: Random): Rows {
  const tables = Object.fromEntries(
    shape.entities.map((entity) => {
      const count = counts[entity.name] ?? 4
      const numbers = Array.from({ length: count }, (_, index) => index)
      return [entity.name, numbers.map((number) => randomRow(entity, number, random))]
    }),
  )
  const links = shape.entities.flatMap((entity) =>
    entity.links
      .filter(({ through }) => through === undefined)
      .map(({ relation, target }): [string, Link[]] => [
        `${entity.name}.${relation}`,
        randomLinks(entity.name, target, random),
      ]),
  )
  return { tables, links: Object.fromEntries(links) }
}

function randomLinks(near: string, far: string, random: Random): Link[] {
  const pairs: Link[] = []
  for (let from = 0; from < (counts[near] ?? 0); from += 1) {
    for (let to = 0; to < (counts[far] ?? 0); to += 1) {
      if (random.chance(0.22)) pairs.push([idOf(near, from), idOf(far, to)])
    }
  }
  return pairs
}

/** A row of this number; what is unique follows from the number. */
export function randomRow(entity: EntityShape, number: number, random: Random): Row {
  const row: { [field: string]: Value } = { id: idOf(entity.name, number) }
  for (const field of entity.fields) row[field.name] = randomValue(field, { number, random })
  for (const reference of entity.references) row[reference.key] = randomKey(reference, random)
  row.createdAt = random.pick(instants)
  row.updatedAt = random.pick(instants)
  if (entity.versioned) row.version = 1 + random.below(3)
  if (entity.softDelete) row.deletedAt = random.chance(0.15) ? instants[0] : null
  return row
}

/** A value that the field takes. */
export function randomValue(
  field: FieldShape,
  { number, random }: { number: number; random: Random },
): Value {
  if (field.unique) return codes[number] ?? `z${number}`
  if (field.nullable && random.chance(0.3)) return null
  switch (field.kind) {
    case 'int':
      return random.pick([-2, 0, 1, 2, 3, 5])
    case 'bool':
      return random.chance(0.5)
    case 'choice':
      return random.pick(field.choices ?? [])
    case 'text':
      return random.chance(0.5) ? random.pick(words) : `${random.pick(words)} ${random.pick(words)}`
  }
}

/** The id of a row that is there from the start, or nothing. */
export function randomKey({ target, nullable }: ReferenceShape, random: Random): Value {
  if (nullable && random.chance(0.25)) return null
  return idOf(target, random.below(counts[target] ?? 1))
}

/** Everybody who may ask: all users with some roles, somebody whose user is gone, and nobody. */
export function randomAskers(rows: Rows, random: Random): Asker[] {
  const users = (rows.tables.User ?? []).map(({ id }) => String(id))
  const gone = idOf('User', 999)
  const known = [...users, gone].map((id) => ({
    id,
    roles: ['staff', 'guest', 'admin'].filter((_, index) =>
      random.chance(index === 2 ? 0.1 : 0.35),
    ),
  }))
  return [...known, { id: null, roles: [] }]
}
