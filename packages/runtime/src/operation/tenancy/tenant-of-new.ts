import { AppError } from '../../errors/index.ts'
import type { Context } from '../context.ts'
import type { AnyRecord } from '../list-query.ts'
import { invalidInput } from '../refusal.ts'
import type { Resource } from '../resource.ts'
import { tenantOf } from './tenant-rows.ts'

/**
 * The tenant of a new record: that of the call. A call across tenants must name one. Empty for an entity without.
 * Throws 401 or 403 where the caller is in none, 422 for another than the call's.
 */
export function tenantOfNew(context: Context, resource: Resource, input: AnyRecord): string {
  const field = resource.tenant
  if (field === undefined || field === 'id') return ''
  const given = input[field]
  if (context.isCrossTenant) {
    if (given !== undefined && given !== null) return String(given)
    const message = 'must name the tenant: a call across tenants has none of its own'
    throw invalidInput([{ path: field, code: 'required', message }])
  }
  const own = tenantOf(context)
  if (own === null) throw inNone(context, resource)
  if (given !== undefined && String(given) !== own) throw notTheirs(field)
  return own
}

/** A record stays with its tenant, and so do all that refer to it. */
export function checkTenantStays(resource: Resource, previous: AnyRecord, next: AnyRecord): void {
  const field = resource.tenant
  if (field === undefined || field === 'id') return
  if (previous[field] !== next[field]) throw notTheirs(field)
}

function inNone(context: Context, resource: Resource): Error {
  const tenant = resource.relations?.tenant?.target ?? ''
  const { words } = context.services.registry.get(tenant).resource
  if (context.unrestricted) {
    const message = `A ${resource.words} belongs to a ${words}, and this call is for none`
    return new Error(`${message}: use system.crossTenant(id)`)
  }
  if (!context.caller.signedIn) return new AppError('unauthenticated')
  const message = `A ${resource.words} belongs to a ${words}, and you are in none`
  return new AppError('forbidden', { message })
}

function notTheirs(path: string): AppError {
  return invalidInput([{ path, code: 'forbidden', message: 'is the tenant of the call' }])
}
