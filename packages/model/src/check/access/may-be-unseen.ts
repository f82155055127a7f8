import type { EntityIR, FieldIR } from '../../ir/index.ts'

/**
 * Whether a reference may lead to a record that is there and not seen from the row: one that is deleted softly, or one of
 * another tenant. Rows of a tenant lead to rows of the same one; those that all tenants share may lead to any.
 */
export function mayBeUnseen(
  { reference, name }: FieldIR,
  source: EntityIR,
  entities: readonly EntityIR[],
): boolean {
  const target = entities.find((entity) => entity.name === reference?.target)
  if (target === undefined) return false
  if (target.softDelete) return true
  if (source.tenant && target.tenant) return false
  const isTenantKey = source.tenant && name === 'tenantId'
  return !isTenantKey && (target.tenant || isTenant(target, entities))
}

/** The entity that the rows of all others belong to. */
function isTenant({ name }: EntityIR, entities: readonly EntityIR[]): boolean {
  return entities.some(({ tenant, fields }) => {
    const key = tenant ? fields.find((field) => field.name === 'tenantId') : undefined
    return key?.reference?.target === name
  })
}
