import { type Caller, createCaller } from '../../access/index.ts'
import { createTokenCache, type RequestHead } from '../../auth/index.ts'
import {
  columns,
  identifier,
  instant,
  integer,
  type Queryable,
  sql,
  string,
} from '../../database/index.ts'
import { AppError } from '../../errors/index.ts'
import { hashOf } from '../store/index.ts'
import { isRead } from './same-origin.ts'
import { noTenant } from './session-tenant.ts'
import { type SessionsOptions, standing } from './sessions.ts'

/** Finds out whose API key it is, and what it may be used for. */
export interface ApiKeys {
  /** The caller of the key; refused with 401 where it is none, or 403 where it is not meant for the request. */
  callerOf(key: string, head: RequestHead): Caller | Promise<Caller>
  /** Whose key it is by now, without using it; undefined where it is none any more. */
  again(key: string): Promise<Caller | undefined>
  clear(): void
}

/** What every API key begins with, so that one in the wrong place is known for what it is. */
export const apiKeyPrefix = 'ck_'

interface FoundKey {
  readonly id: string
  readonly expiresAt: string | null
  readonly remaining: number | null
  readonly scopes: string | null
}

type KeyRow = FoundKey & {
  readonly userId: string | number
  readonly roles: string | null
  readonly tenant?: string | null
  readonly tenantRoles?: string | null
}

const keyColumns = columns<FoundKey>('auth_api_keys', {
  id: string('id'),
  expiresAt: instant('expires_at'),
  remaining: integer('remaining'),
  scopes: string('scopes'),
})

/** What ended elsewhere may be seen for so long. */
const maxStaleMs = 600
const maxRemembered = 5_000

/** Keys of full entropy, known by their hash. */
export function createApiKeys(options: SessionsOptions): ApiKeys {
  const { database, rolesOf, tenant = noTenant } = options
  let cache = createTokenCache(maxRemembered)
  const scopesOf = new WeakMap<Caller, readonly string[] | null>()

  async function find(key: string, isUse = true): Promise<Caller> {
    const kept = cache
    const row = await findKey(options, key)
    if (row === undefined) throw invalid()
    if (isUse && row.remaining !== null) await use(database, row.id)
    const id = String(row.userId)
    const roles = [...rolesOf(row.roles?.split(',') ?? []), ...tenant.rolesOf(row.tenantRoles)]
    const caller = createCaller({ id, roles, tenant: row.tenant })
    scopesOf.set(caller, row.scopes === null ? null : (JSON.parse(row.scopes) as string[]))
    const expiresMs = row.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(row.expiresAt)
    // One of a few uses is counted each time.
    if (kept === cache && row.remaining === null) {
      cache.set(key, caller, Math.min(expiresMs, Date.now() + maxStaleMs))
    }
    return caller
  }

  function scoped(caller: Caller, head: RequestHead): Caller {
    const scopes = scopesOf.get(caller) ?? null
    if (!isAllowed(scopes, head)) {
      throw new AppError('forbidden', { message: 'This API key is not meant for that' })
    }
    return caller
  }

  return {
    callerOf(key, head) {
      const known = cache.get(key, Date.now())
      return known ? scoped(known, head) : find(key).then((caller) => scoped(caller, head))
    },
    again: async (key) =>
      cache.get(key, Date.now()) ??
      find(key, false).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'unauthenticated') return undefined
        throw error
      }),
    clear() {
      cache = createTokenCache(maxRemembered)
    },
  }
}

function findKey(options: SessionsOptions, key: string): Promise<KeyRow | undefined> {
  const { database, resource, tenant = noTenant } = options
  const now = keyColumns.encode('expiresAt', new Date().toISOString())
  return database.first<KeyRow>(sql`
    select ${keyColumns}, "auth_api_keys"."user_id" as "userId", (
      select string_agg(r."role", ',') from "auth_roles" r
      where r."user_id" = "auth_api_keys"."user_id"
    ) as "roles" ${tenant.selected}
    from "auth_api_keys" join ${identifier(resource.table)}
      on ${resource.columns.expression('id')} = "auth_api_keys"."user_id" ${tenant.ofKey}
    where "auth_api_keys"."key" = ${hashOf(key)}
      and ("auth_api_keys"."expires_at" is null or "auth_api_keys"."expires_at" > ${now})
      ${standing(options)} ${tenant.keyCounts}
  `)
}

/** Of any number at once, as many go on as there are uses left. */
async function use(database: Queryable, id: string): Promise<void> {
  const used = await database.run(sql`
    update "auth_api_keys" set "remaining" = "remaining" - 1
    where "id" = ${id} and "remaining" > 0
  `)
  if (used === 0) throw invalid()
}

/** As the router reads it, but for what may be written in more than one way: that is meant for no key. */
const address = /^\/api\/([\w-]+)(?:[/?]|$)/

/** A key opens no accounts, whatever its scopes; a batch may be about anything, and tells what it read. */
function isAllowed(scopes: readonly string[] | null, head: RequestHead): boolean {
  const resource = address.exec(head.url)?.[1]
  if (resource === undefined || resource === 'auth') return false
  if (scopes === null) return true
  if (resource === 'batch') return scopes.includes('*:read') && scopes.includes('*:write')
  const right = isRead(head) ? 'read' : 'write'
  return scopes.includes(`*:${right}`) || scopes.includes(`${resource}:${right}`)
}

function invalid(): AppError {
  return new AppError('unauthenticated', { message: 'The API key is not good, or not any more' })
}
