import type { EntityIR, Expr, FieldIR } from '@cambium/model'
import type { OneMember } from '../../rules/index.ts'
import { addRecord, withCallerRecord } from './add-record.ts'
import { nextValue, relatedOne, storedValue } from './read-value.ts'
import { withChange, withValue } from './set-value.ts'
import { isRef, type Placed, refTo, type Scene, subject, type Value, type World } from './world.ts'

/** A place where a value can be put, in a world where the records that lead to it are there. */
export interface Reached extends Placed {
  /** The place is what an update sends. */
  isNext: boolean
}

export interface ReachedField extends Reached {
  field: FieldIR
}

/** Leads a path to its field, making records on the way; `null` where it ends at no field that can be set. */
export function reachField(scene: Scene, expr: Expr): ReachedField | null {
  if (expr.type !== 'path' || expr.path.length === 0) return null
  const path = withoutId(scene, expr)
  const owner = reachRecord(scene, { base: expr.base, path: path.slice(0, -1) })
  const entity = owner?.world.records[owner.at]?.entity
  const member = entity && scene.schema.member(entity, path.at(-1) ?? '')
  if (!owner || !member) return null
  if (member.kind === 'field') return { ...owner, field: member.field }
  return member.kind === 'one' && member.side === 'here' ? { ...owner, field: member.key } : null
}

/** Leads a path to a record, making what is not there. */
export function reachRecord(
  scene: Scene,
  { base, path }: { base: string; path: readonly string[] },
): Reached | null {
  const { schema } = scene
  let here = startAt(scene, base)
  for (const name of path) {
    const entity: EntityIR | undefined = here?.world.records[here.at]?.entity
    const member = entity && schema.member(entity, name)
    if (!here || member?.kind !== 'one') return null
    here = step(scene, here, member)
  }
  return here
}

/** The world with the value at the place; `null` where there is another one. */
export function placeValue({ world, at, isNext, field }: ReachedField, value: Value): World | null {
  return isNext ? withChange(world, { field, value }) : withValue(world, at, { field, value })
}

/** What stands at the place. */
export function standingValue({ world, at, isNext, field }: ReachedField): unknown {
  return isNext ? nextValue(world, field) : storedValue(world, at, field)
}

function startAt({ schema, world, bindings }: Scene, base: string): Reached | null {
  if (base === 'next') return { world, at: subject, isNext: true }
  if (base === 'user') {
    const there = withCallerRecord(schema, world)
    const at = there?.caller.record ?? null
    return there && at !== null ? { world: there, at, isNext: false } : null
  }
  const at = bindings[base]
  return at === undefined ? null : { world, at, isNext: false }
}

function step(scene: Scene, here: Reached, member: OneMember): Reached | null {
  const { schema } = scene
  const known = relatedOne(here.world, here, member)
  const isSetToNone =
    member.side === 'here' && here.world.records[here.at]?.values[member.key.name] === null
  if (known !== null) return { world: here.world, at: known, isNext: false }
  if (isSetToNone) return null
  if (member.side === 'there') {
    const values = { [member.key.name]: refTo(here.at) }
    const added = addRecord(schema, here.world, { entity: member.target, values })
    return added && { ...added, isNext: false }
  }
  const added = addRecord(schema, here.world, { entity: member.target })
  if (!added) return null
  const placed = placeValue({ ...here, world: added.world, field: member.key }, refTo(added.at))
  return placed && { world: placed, at: added.at, isNext: false }
}

/** `checker.id` is what `checkerId` holds. */
function withoutId({ schema, world, bindings }: Scene, expr: Expr & { type: 'path' }): string[] {
  const { path, base } = expr
  if (path.length !== 2 || path[1] !== 'id') return path
  const at = base === 'next' ? subject : bindings[base]
  const entity = at === undefined ? undefined : world.records[at]?.entity
  const member = entity && schema.member(entity, path[0] ?? '')
  return member?.kind === 'one' && member.side === 'here' ? [member.key.name] : path
}

/** The place of a reference that names a record: what it refers to. */
export function targetOf(value: unknown): number | null {
  return isRef(value) && value.ref >= 0 ? value.ref : null
}
