import type { EntityIR, FieldIR } from '@cambium/model'
import { sampleValue } from '../sample-value.ts'
import { fits, sampleValues } from './candidate-values.ts'
import { creationOrder } from './creation-order.ts'
import { isInUnique, uniqueSets } from './in-unique.ts'
import type { PlannedDecision } from './planned-decision.ts'
import { needsValue } from './requirements.ts'
import { isRef, isSameValue, type PlannedRecord, subject, type Value, type World } from './world.ts'

/** Values that other records of the same tests have: `User.email` to its values. */
export type TakenValues = Map<string, Set<string>>

/** Samples below stand in records that other scenarios make. */
const firstSample = 21
const lastSample = 400

/** The decision with values of its own where they must differ; `null` where there are none left. */
export function withUniqueValues(
  decision: PlannedDecision,
  taken: TakenValues,
): PlannedDecision | null {
  if (!creationOrder(decision.world)) return null
  const records: PlannedRecord[] = []
  for (const record of decision.world.records) {
    const made = withOwnValues(record, taken)
    if (!made) return null
    records.push(made)
  }
  const changes = withOwnChanges(decision, taken)
  return { ...decision, world: { ...decision.world, records, changes } }
}

/** What an update sends, with samples of its own where they must differ. */
function withOwnChanges({ world }: PlannedDecision, taken: TakenValues): World['changes'] {
  const entity = world.records[subject]?.entity
  const changes = { ...world.changes }
  for (const field of entity?.fields ?? []) {
    const value = changes[field.name]
    if (!entity || value === undefined || isRef(value) || !isInUnique(entity, field)) continue
    // what is there already is no value to take
    const isThere = isSameValue(world.records[subject]?.values[field.name], value)
    if (isThere || !sampleValues(field).includes(value)) continue
    changes[field.name] = freeSample(field, takenOf(taken, [entity.name, field.name])) ?? value
  }
  return changes
}

function withOwnValues(record: PlannedRecord, taken: TakenValues): PlannedRecord | null {
  const { entity } = record
  const values: { [field: string]: Value } = { ...record.values }
  for (const field of entity.fields) {
    const isMade = field.slugFrom !== null && field.unique
    if (!isInUnique(entity, field) || field.reference || field.name in values) continue
    if (!needsValue(field) && !isMade) continue
    const value = freeSample(field, takenOf(taken, [entity.name, field.name]))
    if (value === null) return null
    values[field.name] = value
  }
  for (const names of uniqueSets(entity)) {
    const own = withOwnSet(entity, { names, values, taken })
    if (!own) return null
    Object.assign(values, own)
  }
  return { ...record, values }
}

/** Values that no other record has together; a reference leads to a record of this scenario alone. */
function withOwnSet(
  entity: EntityIR,
  {
    names,
    values,
    taken,
  }: { names: readonly string[]; values: PlannedRecord['values']; taken: TakenValues },
): PlannedRecord['values'] | null {
  if (names.some((name) => isRef(values[name]))) return {}
  const open = entity.fields.find(({ name }) => names.includes(name) && !(name in values))
  if (open && (names.length === 1 || open.nullable || open.reference)) return {}
  const added = open
    ? { [open.name]: freeSample(open, takenOf(taken, [entity.name, open.name])) }
    : {}
  const all = names.map((name) => added[name] ?? values[name])
  if (open && added[open.name] === null) return null
  if (all.includes(null)) return added
  const known = takenOf(taken, [entity.name, ...names, 'together'])
  const key = JSON.stringify(all)
  if (known.has(key)) return null
  known.add(key)
  return added
}

/** A sample that is not taken, which it is from now on; `null` where there is none left. */
function freeSample(field: FieldIR, taken: Set<string>): Value {
  for (const n of [...range(firstSample, lastSample), ...range(4, 9)]) {
    const value = sampleInYear(field, n) ?? sampleValue(field, n)
    const key = JSON.stringify(value)
    if (value === null || taken.has(key) || !fits(field, value)) continue
    taken.add(key)
    return value
  }
  return null
}

/** The nth day of a year: samples of dates are the days of one month. */
function sampleInYear({ value, limits }: FieldIR, n: number): string | null {
  if (value !== 'date' && value !== 'instant') return null
  const instant = new Date(Date.UTC(2026, 0, n, 8)).toISOString()
  const text = value === 'date' ? instant.slice(0, 10) : instant
  const { min = text, max = text } = limits
  return text < String(min) || text > String(max) ? null : text
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

function takenOf(taken: TakenValues, names: readonly string[]): Set<string> {
  const key = names.join(' ')
  const known = taken.get(key) ?? new Set<string>()
  taken.set(key, known)
  return known
}
