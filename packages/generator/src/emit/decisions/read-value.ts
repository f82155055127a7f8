import type { FieldIR } from '@cambium/model'
import type { ManyMember, OneMember } from '../../rules/index.ts'
import { sampleValue } from '../sample-value.ts'
import { isInUnique } from './in-unique.ts'
import { undecided } from './undecided.ts'
import { callerRef, isRef, type Link, refTo, subject, type Value, type World } from './world.ts'

/** A value that is there and cannot be known: made by the server, or different in each record. */
export const unknown: unique symbol = Symbol('unknown')

/** What a field of a planned record holds. */
export function storedValue(world: World, at: number, field: FieldIR): Value | typeof unknown {
  const record = world.records[at]
  if (!record) return undecided()
  const given = record.values[field.name]
  if (given !== undefined) return given
  if (field.name === 'id') return refTo(at)
  if (field.origin === 'system') return field.name === 'deletedAt' ? null : unknown
  const { default: preset } = field
  if (preset && 'literal' in preset) return preset.literal
  if (preset) return serverValue(world, at, preset.server)
  if (field.slugFrom || field.computed) return unknown
  if (field.nullable) return null
  return isInUnique(record.entity, field) ? unknown : sampleValue(field, 1)
}

/** What the field will hold: what the update sends, else what is there. */
export function nextValue(world: World, field: FieldIR): Value | typeof unknown {
  return world.changes[field.name] ?? storedValue(world, subject, field)
}

/** The record at the other end of a to-one relation; `null` for none. */
export function relatedOne(
  world: World,
  { at, isNext }: { at: number; isNext: boolean },
  { side, key, target }: OneMember,
): number | null {
  if (key.reference?.fields) return undecided()
  if (side === 'there') {
    const found = world.records.findIndex(
      (record, other) => record.entity.name === target.name && pointsAt(world, { at, other, key }),
    )
    return found < 0 ? null : found
  }
  const value = isNext ? nextValue(world, key) : storedValue(world, at, key)
  if (value === null) return null
  return isRef(value) && value.ref >= 0 ? value.ref : undecided()
}

/** The records at the other end of a to-many relation. */
export function relatedMany(
  world: World,
  at: number,
  { target, through }: ManyMember,
): readonly number[] {
  if (through.kind === 'key') return holding(world, { at, entity: target.name, key: through.key })
  const { near, far, entity } = through
  if (!entity) {
    const isUnwritten = (ends: Link['ends']): boolean =>
      world.isUnwritten === true && Object.values(ends).includes(subject)
    return world.links
      .filter(({ ends }) => !isUnwritten(ends))
      .filter(({ table, ends }) => table === through.table && ends[near] === at)
      .flatMap(({ ends }) => ends[far] ?? [])
  }
  const field = (column: string) => entity.fields.find((one) => one.column === column)
  const [here, there] = [field(near), field(far)]
  if (!here || !there) return undecided()
  return holding(world, { at, entity: entity.name, key: here }).flatMap((other) => {
    const value = storedValue(world, other, there)
    return isRef(value) ? value.ref : []
  })
}

function holding(
  world: World,
  { at, entity, key }: { at: number; entity: string; key: FieldIR },
): number[] {
  return [...world.records.keys()].filter(
    (other) => world.records[other]?.entity.name === entity && pointsAt(world, { at, other, key }),
  )
}

function pointsAt(
  world: World,
  { at, other, key }: { at: number; other: number; key: FieldIR },
): boolean {
  if (key.reference?.fields) return undecided()
  if (other === subject && world.isUnwritten) return false
  const value = storedValue(world, other, key)
  return isRef(value) && value.ref === at
}

function serverValue(
  world: World,
  at: number,
  server: 'now' | 'currentUser' | 'uuid',
): Value | typeof unknown {
  if (server !== 'currentUser') return unknown
  const isByCaller = world.isSent && at === subject && world.caller.signedIn
  return isByCaller ? callerRef(world) : null
}
