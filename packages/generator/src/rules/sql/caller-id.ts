import type { EntityIR } from '@cambium/model/ir'

/**
 * What gives the caller's id in the type of the ids of User. A token holds text; where ids are numbers, text that is
 * none becomes null, which is nobody's id.
 */
export function callerIdSource(entities: readonly EntityIR[], caller: string): string {
  const user = entities.find((entity) => entity.name === 'User')
  const id = user?.fields.find((field) => field.name === 'id')
  return id?.value === 'integer' ? `Number(${caller}.id) || null` : `${caller}.id`
}

/** What gives the id of the caller's tenant, in the type of the ids of tenants. */
export function callerTenantSource(entities: readonly EntityIR[], caller: string): string {
  const isNumber = entities.some(({ tenant, fields }) =>
    fields.some(({ name, value }) => tenant && name === 'tenantId' && value === 'integer'),
  )
  return isNumber ? `Number(${caller}.tenant) || null` : `${caller}.tenant`
}
