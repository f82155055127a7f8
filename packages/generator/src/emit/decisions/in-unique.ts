import type { EntityIR, FieldIR } from '@cambium/model'

/** Must the values of the field differ from record to record, alone or together with others? */
export function isInUnique(entity: EntityIR, field: FieldIR): boolean {
  return (
    (field.unique && field.column !== null) ||
    (entity.key.kind === 'composite' && entity.key.fields.includes(field.name)) ||
    entity.indexes.some(
      ({ kind, fields }) => kind === 'unique' && fields.some((part) => part.field === field.name),
    )
  )
}

/** The fields that must differ, alone or together. */
export function uniqueSets({ fields, indexes, key, tenant: isOfTenant }: EntityIR): string[][] {
  // All records of a test are of one tenant.
  const tenant = isOfTenant ? 'tenantId' : undefined
  return [
    ...fields.filter(({ unique, column }) => unique && column !== null).map(({ name }) => [name]),
    ...(key.kind === 'composite' ? [key.fields] : []),
    ...indexes
      .filter(({ kind }) => kind === 'unique')
      .map(({ fields: parts }) => parts.map(({ field }) => field).filter((name) => name !== tenant))
      .filter((names) => names.length > 1),
  ]
}
