import type { Lock } from '@cambium/model/check'
import type { EntityIR, ModelIR } from '@cambium/model/ir'

type LockedEntity = Lock['entities'][string]

/** A model that is released, and the one it has in common with the branch that is not. */
export interface Released {
  released: ModelIR
  base: ModelIR | null
}

/**
 * The lock with the numbers that a released model gave since two branches parted. They may have given one number twice: what the
 * released one does not know gets a new one. What both had before keeps its number, whatever it is called now.
 */
export function followIdentities(lock: Lock, { released, base }: Released): Lock {
  const next = structuredClone(lock)
  const old = new Map(base?.entities.map((entity) => [entity.id, entity]))
  const added = released.entities.filter(({ id }) => !old.has(id))
  for (const { name, id, table } of added) {
    next.entities[name] ??= { id, table, fields: {} }
  }
  const wanted = new Map(added.map((entity) => [entity.name, entity.id]))
  const ids = renumbered(
    Object.entries(next.entities).map(([name, { id }]) => [name, id] as const),
    { wanted, taken: [...Object.keys(next.gone ?? {}).map(Number), ...wanted.values()], least: 0 },
  )
  for (const [name, entity] of Object.entries(next.entities)) {
    entity.id = ids.get(name) ?? entity.id
    const known = released.entities.find(({ id }) => id === entity.id)
    if (known) followFields(entity, known, old.get(known.id))
  }
  return next
}

function followFields(locked: LockedEntity, released: EntityIR, base?: EntityIR): void {
  const old = new Set(base ? membersOf(base).map(([, id]) => id) : [])
  const members = membersOf(released).filter(([, id]) => !old.has(id))
  for (const [name, id, column] of members) locked.fields[name] ??= [id, column]
  const wanted = new Map(members.map(([name, id]) => [name, id]))
  const own = Object.entries(locked.fields)
    .map(([name, [id]]): [string, number] => [name, id])
    .filter(([, id]) => id > systemIds)
  const taken = [...Object.keys(locked.gone ?? {}).map(Number), ...wanted.values()]
  const ids = renumbered(own, { wanted, taken, least: systemIds })
  for (const [name, [, column]] of Object.entries(locked.fields)) {
    const id = ids.get(name)
    if (id !== undefined) locked.fields[name] = [id, column]
  }
}

function membersOf({ fields, manyToMany }: EntityIR): [string, number, string][] {
  return [
    ...fields
      .filter(({ id }) => id > systemIds)
      .map((field): [string, number, string] => {
        const name = field.reference?.relation ?? field.name
        return [name, field.id, field.column ?? name]
      }),
    ...manyToMany.map(({ name, id, table }): [string, number, string] => [name, id, table]),
  ]
}

/** Numbers up to this are those of the fields every record has. */
const systemIds = 10

interface Numbers {
  wanted: ReadonlyMap<string, number>
  /** Numbers that something else has, or had. */
  taken: readonly number[]
  least: number
}

function renumbered(
  names: readonly (readonly [string, number])[],
  { wanted, taken, least }: Numbers,
): Map<string, number> {
  const released = new Set(wanted.values())
  let highest = Math.max(least, ...taken, ...names.map(([, id]) => id))
  return new Map(
    names.map(([name, id]) => {
      const known = wanted.get(name)
      if (known !== undefined) return [name, known]
      return [name, released.has(id) ? ++highest : id]
    }),
  )
}
