import type { EntityIR, FieldIR } from '@cambium/model/ir'
import { idColumn } from '../schema/index.ts'
import type { Doc } from './doc.ts'
import { quoteName } from './quote.ts'
import type { Inputs, Renderer } from './renderer.ts'

/**
 * Holds every table that a rule reads to the tenant of the row it speaks of; where that row belongs to none, to the
 * tenant of the caller. Nothing in a model without tenants.
 */
export function createTenantConditions(
  entities: readonly EntityIR[],
  row: EntityIR,
  inputs: Inputs,
): Renderer['tenantConditions'] {
  const key = entities.map(tenantKey).find((field) => field !== undefined)
  const tenant = key?.reference?.target
  if (key === undefined || tenant === undefined) return () => []
  const columnIn = (entity: EntityIR): string | undefined =>
    entity.name === tenant ? idColumn(entity) : (tenantKey(entity)?.column ?? undefined)
  const own = columnIn(row)
  const of = (): Doc =>
    own === undefined
      ? inputs.single({ kind: 'tenant' }, key.value, true)
      : `${quoteName(row.table)}.${quoteName(own)}`
  return (entity, alias) => {
    const column = columnIn(entity)
    return column === undefined ? [] : [[`${alias}.${quoteName(column)} = `, of()]]
  }
}

function tenantKey(entity: EntityIR): FieldIR | undefined {
  return entity.tenant ? entity.fields.find(({ name }) => name === 'tenantId') : undefined
}
