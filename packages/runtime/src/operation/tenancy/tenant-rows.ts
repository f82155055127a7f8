import { everyRow, noRow, type Sql, sql } from '../../database/index.ts'
import type { Context } from '../context.ts'
import type { AnyRecord } from '../list-query.ts'
import type { Resource } from '../resource.ts'

/** What of a call says whose rows it may touch. */
export type TenantCall = Pick<Context, 'caller' | 'tenant' | 'isCrossTenant'>

/** The tenant whose rows a call may touch; null for nobody's. A call across tenants has none either. */
export function tenantOf(context: TenantCall): string | null {
  return context.tenant === undefined ? context.caller.tenant : context.tenant
}

/**
 * The rows of the call's tenant: the outermost condition of every statement on the table, whatever the rules say and
 * also without them. Every row of an entity that all tenants share.
 */
export function tenantRows(context: TenantCall, resource: Resource): Sql {
  const { tenant: field, columns } = resource
  if (field === undefined || context.isCrossTenant) return everyRow
  const value = keyIn(resource, field, tenantOf(context))
  return value === null ? noRow : sql`${columns.expression(field)} = ${value}`
}

/** The same call, held to the tenant of a record: what follows from a write across tenants stays with the record. */
export function withTenantOf<Call extends Context>(
  context: Call,
  resource: Resource,
  record: AnyRecord,
): Call {
  if (resource.tenant === undefined) return context
  return { ...context, tenant: String(record[resource.tenant]), isCrossTenant: false }
}

/** Tokens hold text; where ids are numbers, text that is none is nobody's id. */
function keyIn(resource: Resource, field: string, tenant: string | null): string | number | null {
  if (tenant === null || resource.columns.typeOf(field) !== 'integer') return tenant
  const number = Number(tenant)
  return Number.isSafeInteger(number) ? number : null
}
