import type { EntityIR, FieldIR, ManyToManyIR } from '@cambium/model'
import { isBroughtId } from '@cambium/model/keys'

/** The fields of a record in the order they are printed: the id, the author's, what the server keeps. */
export function recordFields(entity: EntityIR): FieldIR[] {
  const id = entity.fields.filter((field) => field.name === 'id')
  return [...id, ...entity.fields.filter((field) => field.name !== 'id')]
}

/** The fields whose limits are listed: the author's, and what the server keeps to itself. */
export function limitedFields(entity: EntityIR): FieldIR[] {
  return recordFields(entity).filter(
    (field) =>
      field.origin === 'model' ||
      field.hidden ||
      isTenantField(entity, field.name) ||
      isBroughtId(field),
  )
}

/** Is it what says whose the record is? */
export function isTenantField(entity: EntityIR, name: string): boolean {
  return entity.tenant && name === 'tenantId'
}

/** Is it filled with what is given, and not by Cambium itself? */
export function isFilled(field: FieldIR): boolean {
  return field.origin === 'model' || isBroughtId(field)
}

/** The fields a caller may send when a record is created: the id first, where callers bring it. */
export function createFields(entity: EntityIR): FieldIR[] {
  return recordFields(entity).filter(isAcceptedOnCreate)
}

/** May a caller send the field when a record is created? */
export function isAcceptedOnCreate(field: FieldIR): boolean {
  return isFilled(field) && !field.readOnly && !field.hidden && !field.computed
}

/** May a caller send the field when a record is changed? */
export function isAcceptedOnUpdate(field: FieldIR): boolean {
  return isAcceptedOnCreate(field) && !field.writeOnce
}

/** Must a create bring the field? */
export function isRequiredOnCreate(field: FieldIR): boolean {
  return isAcceptedOnCreate(field) && !field.nullable && field.default === null && !field.slugFrom
}

/** Does the field ever leave the server? */
export function isReturned(field: FieldIR): boolean {
  return !field.hidden && !field.writeOnly
}

/** Is it kept encrypted, so that no filter or sort can use it? */
export function isEncrypted(field: FieldIR): boolean {
  return field.encrypted || field.kind === 'secret'
}

/** Many-to-many relations whose ids a caller may send; a link that is an entity of its own is set there. */
export function linkInputs({ manyToMany }: EntityIR): ManyToManyIR[] {
  return manyToMany.filter(({ readOnly, through }) => !readOnly && through === null)
}

/** The fields that hold relations to keys of several: what stands there must be there together. */
export function heldTogether({ fields }: EntityIR): ReadonlySet<string> {
  return new Set(fields.flatMap(({ reference }) => reference?.fields ?? []))
}

/** Must a record refer to another one by several fields? Such a record cannot be made up. */
export function needsHeldTogether({ fields }: EntityIR): boolean {
  return fields.some(({ nullable, reference }) => reference?.fields !== undefined && !nullable)
}
