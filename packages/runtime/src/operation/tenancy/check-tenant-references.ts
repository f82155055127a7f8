import { allOf } from '../../access/index.ts'
import { everyRow, keyIs } from '../../database/index.ts'
import type { AnyRecord } from '../list-query.ts'
import { invalidInput } from '../refusal.ts'
import type { Resource } from '../resource.ts'
import type { WriteContext } from '../transact.ts'
import { tenantRows } from './tenant-rows.ts'

/**
 * Refuses references to records of another tenant, whoever set them: no rule and no hook may tie the rows of two tenants
 * together, so that whatever follows a reference stays with one. `checked` are fields that were found good already.
 */
export async function checkTenantReferences(
  context: WriteContext,
  resource: Resource,
  { values, checked }: { values: AnyRecord; checked: readonly string[] },
): Promise<void> {
  for (const relation of Object.values(resource.relations ?? {})) {
    if (relation.kind !== 'one' || checked.includes(relation.key)) continue
    const id = values[relation.key]
    if (id === undefined || id === null) continue
    const target = context.services.registry.get(relation.target).resource
    if (!isOfTenant(target)) continue
    const found = await target.count(context.transaction, {
      visible: allOf(tenantRows(context, target), keyIs(target.columns, id)),
      filter: everyRow,
      order: everyRow,
      limit: everyRow,
    })
    if (found > 0) continue
    const message = `is not the id of a ${target.words}`
    throw invalidInput([{ path: relation.key, code: 'reference', message }])
  }
}

/** A reference to another tenant itself, such as a supplier, is for rules and hooks to allow. */
function isOfTenant({ tenant }: Resource): boolean {
  return tenant !== undefined && tenant !== 'id'
}
