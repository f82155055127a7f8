import type { EntityIR, FieldIR, ModelIR } from '@cambium/model/ir'
import { additive, breaking, type Change, neutral } from '../change.ts'
import { pairById } from '../pairs.ts'
import { compareFaces } from './compare-faces.ts'
import { compareFieldRules } from './compare-field-rules.ts'
import { type FieldFace, faceOf } from './field-face.ts'

/** An entity in a model. */
export interface Site {
  model: ModelIR
  entity: EntityIR
}

/** What callers see of the fields of one entity, before and after. */
export function compareFields(before: Site, after: Site): Change[] {
  const pairs = pairById(before.entity.fields, after.entity.fields)
  const face = ({ model, entity }: Site, field: FieldIR) => faceOf(model, entity, field)
  const { name } = after.entity
  return [
    ...pairs.both.flatMap(({ before: old, after: now }) => [
      ...renamed(name, old, now),
      ...compareFaces(
        { name: `${name}.${now.name}`, entity: name },
        face(before, old),
        face(after, now),
      ),
      ...compareFieldRules(name, old, now),
    ]),
    ...pairs.added.flatMap((field) => added(name, field, face(after, field))),
    ...pairs.removed.flatMap((field) => removed(name, field, face(before, field))),
  ]
}

function renamed(entity: string, before: FieldIR, after: FieldIR): Change[] {
  const changes: Change[] = []
  if (before.name !== after.name) {
    const says = `${entity}.${before.name} is called ${after.name}`
    changes.push(breaking(says, 'clients that read, send or filter by it'))
  }
  const [old, now] = [before.reference, after.reference]
  if (old && now && old.relation !== now.relation) {
    const says = `the relation ${entity}.${old.relation} is called ${now.relation}`
    changes.push(breaking(says, 'clients that include it or filter by it'))
  }
  if (old && now && old.target !== now.target) {
    const says = `${entity}.${after.name} points at ${now.target}, no longer at ${old.target}`
    changes.push(breaking(says, 'clients that read or send it'))
  }
  return changes
}

function added(entity: string, field: FieldIR, face: FieldFace): Change[] {
  const uses = usesOf(face)
  if (uses.length === 0)
    return [neutral(`${entity}.${field.name} is new, and clients never see it`)]
  const says = `${entity}.${field.name} is new: ${uses.join(', ')}`
  return [face.requiredOnCreate ? breaking(says, `clients that create ${entity}`) : additive(says)]
}

function removed(entity: string, field: FieldIR, face: FieldFace): Change[] {
  const uses = usesOf(face)
  const says = `${entity}.${field.name} is gone`
  if (uses.length === 0) return [neutral(`${says}, and clients never saw it`)]
  return [breaking(`${says}: ${uses.join(', ')}`, `clients that ${verbsOf(face).join(' or ')} it`)]
}

function usesOf(face: FieldFace): string[] {
  const create = face.requiredOnCreate ? 'required on create' : 'on create'
  return [
    ...(face.answer ? [face.maskable ? 'in answers for who may read it' : 'in answers'] : []),
    ...(face.create ? [create] : []),
    ...(face.update ? ['on update'] : []),
    ...(face.filter ? ['as a filter'] : []),
  ]
}

function verbsOf(face: FieldFace): string[] {
  return [
    ...(face.answer ? ['read'] : []),
    ...(face.create || face.update ? ['send'] : []),
    ...(face.filter ? ['filter by'] : []),
  ]
}
