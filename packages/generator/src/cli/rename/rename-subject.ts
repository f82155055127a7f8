import type { EntityIR, ModelIR } from '@cambium/model/ir'
import { nearestName } from '../../read/index.ts'
import { CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import type { RenameRequest } from './rename-request.ts'

/** What is renamed, found in the model. */
export interface Subject {
  entity: EntityIR
  /** `null` when the entity itself is renamed. */
  field: SubjectField | null
  to: string
}

/** A field as its author wrote it. */
export interface SubjectField {
  name: string
  kind: 'value' | 'one' | 'manyToMany'
  /** Its column, or the linking table; `null` when nothing is stored. */
  column: string | null
}

/** Finds what a request names; throws CommandError for an unknown name and for one that is taken. */
export function findSubject(model: ModelIR, { entity: name, field, to }: RenameRequest): Subject {
  const names = model.entities.map((entity) => entity.name)
  const entity = model.entities.find((one) => one.name === name)
  if (!entity) throw unknown(`There is no entity ${name}`, name, names)
  if (field === null) {
    if (names.includes(to)) throw refuse(`There is an entity ${to} already`)
    return { entity, field: null, to }
  }
  const found = findField(entity, field)
  const taken = takenNames(entity)
  const own = new Set(namesOf(found))
  for (const wanted of found.kind === 'one' ? [to, `${to}Id`] : [to]) {
    const by = taken.get(wanted)
    if (by !== undefined && !own.has(wanted))
      throw refuse(`${name}.${wanted} is there already: ${by}`)
  }
  return { entity, field: found, to }
}

function namesOf({ name, kind }: SubjectField): string[] {
  return kind === 'one' ? [name, `${name}Id`] : [name]
}

function findField(entity: EntityIR, name: string): SubjectField {
  const many = entity.manyToMany.find((relation) => relation.name === name)
  if (many) return { name, kind: 'manyToMany', column: many.table }
  const field = entity.fields.find((one) => (one.reference?.relation ?? one.name) === name)
  if (field?.origin === 'model') {
    return { name, kind: field.reference ? 'one' : 'value', column: field.column }
  }
  if (field) throw refuse(`${entity.name}.${name} is kept by Cambium and has that name everywhere`)
  const stored = entity.fields.find((one) => one.name === name)
  if (stored?.reference) {
    const relation = `${entity.name}.${stored.reference.relation}`
    throw refuse(
      `${entity.name}.${name} is where the relation ${relation} is stored: rename ${relation}`,
    )
  }
  const inverse = entity.inverses.find((one) => one.name === name)
  if (inverse) {
    throw refuse(
      `${entity.name}.${name} is the other end of ${inverse.source}.${inverse.relation}: its name is the \`inverse\` written there`,
    )
  }
  const names = [
    ...entity.fields
      .filter(({ origin }) => origin === 'model')
      .map((one) => one.reference?.relation ?? one.name),
    ...entity.manyToMany.map((relation) => relation.name),
  ]
  throw unknown(`${entity.name} has no field ${name}`, name, names)
}

/** Every name a record of the entity has, with what it is. */
function takenNames(entity: EntityIR): ReadonlyMap<string, string> {
  const taken = new Map<string, string>()
  for (const { name, reference } of entity.fields) {
    taken.set(name, 'it is a field')
    if (reference) taken.set(reference.relation, `it is a relation to ${reference.target}`)
  }
  for (const { name, input, target } of entity.manyToMany) {
    taken.set(name, `it is a relation to ${target}`)
    taken.set(input, `it is the input of the relation ${name}`)
  }
  for (const { name, source } of entity.inverses) {
    taken.set(name, `it is the other end of a relation of ${source}`)
  }
  return taken
}

function unknown(message: string, name: string, known: readonly string[]): CommandError {
  const nearest = nearestName(name, known)
  return refuse(nearest === null ? message : `${message}. Did you mean ${nearest}?`)
}

function refuse(message: string): CommandError {
  return new CommandError(exitCode.usage, message)
}
