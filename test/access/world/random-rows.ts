import type { Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import type { EntityShape, FieldShape, Place, ReferenceShape, Row, Shape, Value } from './shape.ts'

/** How many rows there are of each entity. */
export const counts: { readonly [entity: string]: number } = {
  User: 6,
  Team: 4,
  Project: 5,
  Membership: 10,
  Tag: 5,
  Task: 12,
  Company: 3,
}

const words = ['ash', 'elm', 'fig', 'oak', 'yew'] as const
const codes = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'k', 'm', 'n', 'p'] as const
const instants = [
  '2026-01-01T00:00:00.000Z',
  '2026-03-01T12:30:00.500Z',
  '2026-09-09T09:09:09.009Z',
] as const

/** Two that are near each other, and two that are far from all others. */
export const places: readonly Place[] = [
  { lat: 46.948, lng: 7.447 },
  { lat: 47.377, lng: 8.541 },
  { lat: 35.682, lng: 139.759 },
  { lat: -17.713, lng: 178.065 },
]

/** The id of a row: a UUID that says which it is. */
export function idOf(entity: string, number: number): string {
  const kind = String(Object.keys(counts).indexOf(entity) + 1).padStart(8, '0')
  return `${kind}-0000-7000-8000-${String(number).padStart(12, '0')}`
}

/** The number of the tenant that a row of this number belongs to; a third of the rows are not the first one's. */
export function tenantOf(number: number): number {
  return number % 3 === 2 ? 1 : 0
}

/** Whether the rows of the entity are each a tenant's. */
export function isOfTenants({ entities }: Shape, name: string): boolean {
  return entities.find((entity) => entity.name === name)?.tenancy === 'row'
}

/** A row of this number; what is unique follows from the number. */
export function randomRow(
  entity: EntityShape,
  { shape, number, random }: { shape: Shape; number: number; random: Random },
): Row {
  const row: { [field: string]: Value } = { id: idOf(entity.name, number) }
  const place = entity.tenancy === 'row' ? ofItsTenant(number) : number
  for (const field of entity.fields) {
    row[field.name] = randomValue(field, { number: place, random })
  }
  for (const reference of entity.references) {
    const isWalled = entity.tenancy === 'row' && isOfTenants(shape, reference.target)
    const tenant = isWalled ? tenantOf(number) : undefined
    row[reference.key] = reference.isTenant
      ? idOf('Company', tenantOf(number))
      : randomKey(reference, random, tenant)
  }
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
    case 'point':
      return random.pick(places)
    case 'text':
      return random.chance(0.5) ? random.pick(words) : `${random.pick(words)} ${random.pick(words)}`
  }
}

/** How many rows of its tenant come before the row of this number: two tenants have the same unique values. */
function ofItsTenant(number: number): number {
  if (number > 20) return number
  return Array.from({ length: number }, (_, one) => tenantOf(one)).filter(
    (one) => one === tenantOf(number),
  ).length
}

/** The id of a row that is there from the start, of one tenant where it matters, or nothing. */
export function randomKey(
  { target, nullable }: Pick<ReferenceShape, 'target' | 'nullable'>,
  random: Random,
  tenant?: number,
): Value {
  if (nullable && random.chance(0.25)) return null
  const all = Array.from({ length: counts[target] ?? 1 }, (_, number) => number)
  const some = all.filter((number) => tenant === undefined || tenantOf(number) === tenant)
  return idOf(target, random.pick(some))
}
