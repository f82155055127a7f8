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
