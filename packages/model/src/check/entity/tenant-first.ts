import type { EntityIR, IndexIR } from '../../ir/index.ts'
import { systemFieldIds, tenantField } from '../field/index.ts'
import { nameIndex } from './resolve-indexes.ts'

/**
 * The same indexes, each beginning with the tenant where records have one: every list is of one tenant, and what is
 * unique is so among the records of one. Words and places have indexes of their own kind.
 */
export function tenantFirst(indexes: readonly IndexIR[], entity: EntityIR): IndexIR[] {
  if (!entity.tenant) return [...indexes]
  const tenant = { field: tenantField, descending: false, id: systemFieldIds.tenantId }
  return indexes.map((index) => {
    const isOrdered = index.kind === 'btree' || index.kind === 'unique'
    if (!isOrdered || index.fields[0]?.field === tenantField) return index
    const fields = index.fields.flatMap(({ field: name, descending }) => {
      const field = entity.fields.find((candidate) => candidate.name === name)
      return field ? [{ field: name, descending, id: field.id }] : []
    })
    return nameIndex(entity, index.kind, [tenant, ...fields])
  })
}
