import type { EntityIR, FieldIR, ManyToManyIR } from '@cambium/model'

/** The fields of a record in the order they are printed: the id, the author's, what the server keeps. */
export function recordFields(entity: EntityIR): FieldIR[] {
  const id = entity.fields.filter((field) => field.name === 'id')
  return [...id, ...entity.fields.filter((field) => field.name !== 'id')]
}

/** The fields whose limits are listed: the author's, and what the server keeps to itself. */
export function limitedFields(entity: EntityIR): FieldIR[] {
  return entity.fields.filter(
    ({ origin, hidden, name }) => origin === 'model' || hidden || isTenantField(entity, name),
  )
}

/** Is it what says whose the record is? */
export function isTenantField(entity: EntityIR, name: string): boolean {
  return entity.tenant && name === 'tenantId'
}

/** May a caller send the field when a record is created? */
export function isAcceptedOnCreate(field: FieldIR): boolean {
  return field.origin === 'model' && !field.readOnly && !field.hidden && !field.computed
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
