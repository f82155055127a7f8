import { type Caller, createCaller } from '../../access/index.ts'
import { createTokenCache } from '../../auth/index.ts'
import {
  type Columns,
  columns,
  identifier,
  instant,
  nothing,
  type Queryable,
  type Sql,
  sql,
} from '../../database/index.ts'
import type { Resource } from '../../operation/index.ts'
import { hashOf } from '../store/index.ts'
import { noTenant, type SessionTenant } from './session-tenant.ts'

/** Finds out whose session a token is. */
export interface Sessions {
  /** The caller of a session token; undefined where it has ended, or never was. At once where it was asked lately. */
  callerOf(token: string): Caller | undefined | Promise<Caller | undefined>
  /** The same of the id of a session, which a signed token names. */
  callerOfSession(id: string): Caller | undefined | Promise<Caller | undefined>
  /** Forgets what it knows: something has ended. */
  clear(): void
}

export interface SessionsOptions {
  readonly database: Queryable
  /** The users, and their field that shuts an account. */
  readonly resource: Resource
  readonly blocked: string | null
  /** Roles that count, and what each brings with it. */
  readonly rolesOf: (held: readonly string[]) => readonly string[]
  /** How the tenant of a call is found; none unless told. */
  readonly tenant?: SessionTenant
}

/** What ended elsewhere may be seen for so long. */
const maxStaleMs = 600
const maxRemembered = 20_000

interface FoundSession {
  readonly userId: string | number
  readonly expiresAt: string
  readonly roles: string | null
  readonly tenant?: string | null
  readonly tenantRoles?: string | null
}

const sessionColumns: Columns<{ expiresAt: string }> = columns('auth_sessions', {
  expiresAt: instant('expires_at'),
})

/** Looks sessions up in one statement, and remembers each for less than a second. */
export function createSessions(options: SessionsOptions): Sessions {
  const { database, rolesOf, tenant = noTenant } = options
  const condition = standing(options)
  const table = identifier(options.resource.table)
  const userId = options.resource.columns.expression('id')
  let cache = createTokenCache(maxRemembered)
  const pending = new Map<string, Promise<Caller | undefined>>()

  async function find(key: string, which: Sql): Promise<Caller | undefined> {
    const kept = cache
    const now = new Date()
    const found = await database.first<FoundSession>(sql`
      select ${sessionColumns}, "auth_sessions"."user_id" as "userId", (
        select string_agg(r."role", ',') from "auth_roles" r
        where r."user_id" = "auth_sessions"."user_id"
      ) as "roles" ${tenant.selected}
      from "auth_sessions" join ${table} on ${userId} = "auth_sessions"."user_id" ${tenant.ofSession}
      where ${which}
        and "auth_sessions"."expires_at" > ${sessionColumns.encode('expiresAt', now.toISOString())}
        ${condition}
    `)
    if (found === undefined) return undefined
    const caller = createCaller({
      id: String(found.userId),
      roles: [...rolesOf(found.roles?.split(',') ?? []), ...tenant.rolesOf(found.tenantRoles)],
      tenant: found.tenant,
    })
    const expiresMs = Date.parse(found.expiresAt)
    // What was looked up before something ended is not remembered after it.
    if (kept === cache) cache.set(key, caller, Math.min(expiresMs, now.getTime() + maxStaleMs))
    return caller
  }

  function lookUp(key: string, which: () => Sql): ReturnType<Sessions['callerOf']> {
    const known = cache.get(key, Date.now())
    if (known !== undefined) return known
    const running = pending.get(key)
    if (running !== undefined) return running
    const lookup = find(key, which()).finally(() => {
      if (pending.get(key) === lookup) pending.delete(key)
    })
    pending.set(key, lookup)
    return lookup
  }

  return {
    callerOf: (token) => lookUp(token, () => sql`"auth_sessions"."token" = ${hashOf(token)}`),
    // No token has a colon in it.
    callerOfSession: (id) => lookUp(`id:${id}`, () => sql`"auth_sessions"."id" = ${id}`),
    clear() {
      cache = createTokenCache(maxRemembered)
      pending.clear()
    },
  }
}

/** What must be true of a user whose session or key counts. */
export function standing({
  resource,
  blocked,
}: Pick<SessionsOptions, 'resource' | 'blocked'>): Sql {
  const live = resource.softDelete
    ? sql`and ${resource.columns.expression('deletedAt')} is null`
    : nothing
  if (blocked === null) return sql`${live}`
  return sql`${live} and ${resource.columns.expression(blocked)} = ${resource.columns.encode(blocked, false)}`
}
