import type { EntityIR, FieldIR } from '@cambium/model/ir'
import type { Random } from '../random.ts'

export type FieldValue = string | number | boolean | null

/** A record by field names. */
export type DataRow = Record<string, FieldValue>

/** What the tables hold. */
export interface RandomData {
  rows: Map<string, DataRow[]>
  /** Pairs of a linking table: near id, far id. */
  links: Map<string, [FieldValue, FieldValue][]>
}

const rowCounts: Readonly<Record<string, number>> = {
  User: 6,
  Group: 5,
  Project: 6,
  Membership: 12,
  Task: 12,
  Order: 6,
  Profile: 4,
}

/** Instants and days that meet each other often enough to be equal. */
export const instants: readonly string[] = [
  '2026-01-01T00:00:00.000Z',
  '2026-03-01T12:30:00.500Z',
  '2026-09-09T09:09:09.009Z',
]
export const days: readonly string[] = ['2025-12-31', '2026-01-01', '2026-06-30']

/** Values of every field; references are kept, unless to an entity that has no rows. */
export function randomData(entities: readonly EntityIR[], random: Random): RandomData {
  const ids = new Map(entities.map((entity) => [entity.name, idsOf(entity)]))
  const rows = new Map(
    entities.map((entity) => [
      entity.name,
      (ids.get(entity.name) ?? []).map((id, index) =>
        randomRow({ entity, id, index, ids, random }),
      ),
    ]),
  )
  const links = new Map<string, [FieldValue, FieldValue][]>()
  for (const entity of entities) {
    for (const { table, target, through, sourceColumn, targetColumn } of entity.manyToMany) {
      const between = entities.find((one) => one.name === through)
      if (between === undefined) {
        const far = ids.get(target) ?? []
        const near = ids.get(entity.name) ?? []
        links.set(
          table,
          near.flatMap((one) => far.filter(() => random.chance(0.25)).map((two) => pair(one, two))),
        )
        continue
      }
      const key = (column: string): string =>
        between.fields.find((field) => field.column === column)?.name ?? ''
      const linking = (rows.get(between.name) ?? []).filter(
        (row) => (row.deletedAt ?? null) === null,
      )
      links.set(
        table,
        linking.map((row) => pair(row[key(sourceColumn)] ?? null, row[key(targetColumn)] ?? null)),
      )
    }
  }
  return { rows, links }
}

/** A record that no table holds, as an update would leave it; its keys lead to records that exist. */
export function randomRecord(entity: EntityIR, data: RandomData, random: Random): DataRow {
  const ids = new Map(
    [...data.rows].map(([name, rows]) => [name, rows.map((row) => row.id ?? null)]),
  )
  return randomRow({ entity, id: random.pick(ids.get(entity.name) ?? []), index: 0, ids, random })
}

function pair(near: FieldValue, far: FieldValue): [FieldValue, FieldValue] {
  return [near, far]
}

function idsOf(entity: EntityIR): FieldValue[] {
  const count = rowCounts[entity.name] ?? 4
  const isSerial = entity.key.kind === 'serial'
  return Array.from({ length: count }, (_, index) =>
    isSerial ? index + 1 : `${entity.name[0]?.toLowerCase()}${index + 1}`,
  )
}

interface RowSeed {
  entity: EntityIR
  id: FieldValue
  index: number
  ids: ReadonlyMap<string, FieldValue[]>
  random: Random
}

function randomRow({ entity, id, index, ids, random }: RowSeed): DataRow {
  const row: DataRow = {}
  for (const field of entity.fields) {
    if (field.name === 'id') row.id = id
    else if (field.name === 'deletedAt')
      row.deletedAt = random.chance(0.25) ? (instants[0] ?? null) : null
    else if (field.reference !== null) row[field.name] = randomKey(field, index, { ids, random })
    else row[field.name] = field.nullable && random.chance(0.3) ? null : randomValue(field, random)
  }
  return row
}

function randomKey(
  field: FieldIR,
  index: number,
  { ids, random }: Pick<RowSeed, 'ids' | 'random'>,
): FieldValue {
  if (field.nullable && random.chance(0.3)) return null
  const targets = ids.get(field.reference?.target ?? '') ?? []
  return field.unique ? (targets[index] ?? null) : random.pick(targets)
}

/** A value of the field that is not null. */
export function randomValue(field: FieldIR, random: Random): FieldValue {
  if (field.choice !== null) return random.pick(field.choice.values)
  switch (field.value) {
    case 'boolean':
      return random.chance(0.5)
    case 'integer':
      if (field.name === 'huge') return random.pick([0, 7, 3_000_000_000, Number.MAX_SAFE_INTEGER])
      return random.pick([0, 1, 2, 3, 5])
    case 'number':
      return random.pick([-0.5, 0, 0.25, 1.5, 2])
    case 'date':
      return random.pick(days)
    case 'instant':
      return random.pick(instants)
    case 'bigint':
      return random.pick(['0', '-5', '9007199254740993', '9223372036854775807'])
    case 'decimal':
      return random.pick(['0.00', '1.50', '-2.25', '1234567.89'])
    case 'json':
      return '{}'
    default:
      return random.pick(['a', 'b', 'A', 'Ä', '', "o'k `${x}` \\n"])
  }
}
