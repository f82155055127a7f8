import type { Lock } from '@cambium/model/check'
import type { EntityIR, ModelIR } from '@cambium/model/ir'
import { CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import type { RenameDecision } from './decisions.ts'

type LockedEntity = Lock['entities'][string]

/** The lock with identities handed to other names; `last` is the model that has the former ones. */
export function renameIdentities(
  lock: Lock,
  renames: readonly RenameDecision[],
  last: ModelIR | null,
): Lock {
  const next = structuredClone(lock)
  for (const rename of renames) {
    const former = last?.entities.find(({ name }) => name === rename.entity)
    if (rename.field === null) renameEntity(next, rename, former)
    else renameField(next, { ...rename, field: rename.field }, former)
  }
  return next
}

/** The lock may know the new name already, with a number of its own. */
function renameEntity(lock: Lock, { entity, to }: RenameDecision, former?: EntityIR): void {
  const old = lock.entities[entity]
  if (old) {
    delete lock.entities[entity]
    lock.entities[to] = old
    return
  }
  const now = lock.entities[to]
  if (!former || !now) throw unknown(entity)
  const ids = new Map(membersOf(former))
  let highest = Math.max(10, ...ids.values(), ...Object.keys(now.gone ?? {}).map(Number))
  const fields = Object.entries(now.fields).map(
    ([name, [id, column]]): [string, [number, string]] => [
      name,
      [id < 11 ? id : (ids.get(name) ?? ++highest), column],
    ],
  )
  const gone = [...ids]
    .filter(([name]) => !(name in now.fields))
    .map(([name, id]) => [String(id), name])
  lock.entities[to] = {
    ...now,
    id: former.id,
    fields: Object.fromEntries(fields),
    gone: Object.fromEntries(gone),
  }
  if (lock.gone) {
    delete lock.gone[String(former.id)]
    lock.gone[String(now.id)] = to
  }
}

function renameField(
  lock: Lock,
  { entity, field, to }: RenameDecision & { field: string },
  former?: EntityIR,
): void {
  const locked = entityOf(lock, entity, former)
  const old = locked?.fields[field]
  if (locked && old) {
    delete locked.fields[field]
    locked.fields[to] = old
    return
  }
  const id = new Map(former ? membersOf(former) : []).get(field)
  const now = locked?.fields[to]
  if (!locked || !now || id === undefined) throw unknown(`${entity}.${field}`)
  locked.gone = { ...locked.gone, [String(now[0])]: to }
  delete locked.gone[String(id)]
  locked.fields[to] = [id, now[1]]
}

/** An entity renamed in the same breath goes by its new name here. */
function entityOf(lock: Lock, name: string, former?: EntityIR): LockedEntity | undefined {
  return lock.entities[name] ?? Object.values(lock.entities).find(({ id }) => id === former?.id)
}

function membersOf(entity: EntityIR): [string, number][] {
  return [
    ...entity.fields
      .filter(({ id }) => id > 10)
      .map((field): [string, number] => [field.reference?.relation ?? field.name, field.id]),
    ...entity.manyToMany.map(({ name, id }): [string, number] => [name, id]),
  ]
}

function unknown(name: string): CommandError {
  return new CommandError(exitCode.usage, `Nothing of the last migration is called ${name}`)
}
