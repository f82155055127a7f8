import { allOf } from '../access/index.ts'
import { everyRow, noRow, type Sql } from '../database/index.ts'
import type { Context } from './context.ts'
import { notAllowed } from './refusal.ts'
import type { Resource } from './resource.ts'
import { tenantRows } from './tenancy/index.ts'

/** The rows of an entity the caller may read; throws when that is none at all. */
export function visibleRows<Record extends object>(
  context: Context,
  resource: Resource<Record>,
): Sql {
  const ofTenant = tenantRows(context, resource as unknown as Resource)
  if (context.unrestricted) return ofTenant
  if (!resource.read.allow(context.caller)) {
    throw notAllowed(context.caller, `read a ${resource.words}`)
  }
  return both(ofTenant, resource.read.where(context.caller))
}

/** The same for a related entity, where not being allowed means that there is nothing to see. */
export function visibleRelated(context: Context, target: Resource): Sql {
  const ofTenant = tenantRows(context, target)
  if (context.unrestricted) return ofTenant
  if (!target.read.allow(context.caller)) return noRow
  return both(ofTenant, target.read.where(context.caller))
}

/** In an application without tenants the rule stands as it is. */
function both(ofTenant: Sql, ruled: Sql): Sql {
  return ofTenant === everyRow ? ruled : allOf(ofTenant, ruled)
}
