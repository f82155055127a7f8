import { randomBytes } from 'node:crypto'
import type { Caller } from '../../access/index.ts'
import {
  type Column,
  type Columns,
  columns,
  type Database,
  instant,
  integer,
  sql,
  string,
  values,
} from '../../database/index.ts'
import { AppError, notFound } from '../../errors/index.ts'
import { newId } from '../../id/index.ts'
import { apiKeyPrefix } from '../callers/index.ts'
import { hashOf } from '../store/index.ts'
import type { AccountCall, AccountRoute } from './account-route.ts'

export interface ApiKeyRoutesOptions {
  readonly database: Database
  /** The ids of users are integers. */
  readonly usersAreCounted: boolean
  /** A key is for one of the organisations of its user. */
  readonly hasTenants: boolean
  callerOf(call: AccountCall): Promise<Caller & { readonly id: string }>
}

interface StoredKey {
  id: string
  userId: string | number
  name: string | null
  start: string
  key: string
  scopes: string | null
  remaining: number | null
  expiresAt: string | null
  createdAt: string
  organizationId?: string | null
}

interface KeyRequest {
  readonly name: string | null
  readonly scopes: readonly string[] | null
  readonly uses: number | null
  readonly expiresInDays: number | null
  readonly organizationId: string | null
}

const maxKeys = 100
const dayMs = 86_400_000
const scope = /^(?:\*|[a-z][\w-]{0,99}):(?:read|write)$/

/** A user's own API keys: made, listed and given up. The key itself is shown once. */
export function apiKeyRoutes(options: ApiKeyRoutesOptions): AccountRoute[] {
  const { database, callerOf } = options
  const table = keyColumns(options)
  const idOf = ({ id }: { id: string }): string | number =>
    options.usersAreCounted ? Number(id) : id
  const userOf = async (call: AccountCall): Promise<string | number> => idOf(await callerOf(call))
  const limit = 'other'
  return [
    {
      method: 'GET',
      path: '/api-keys',
      limit,
      async answer(call) {
        const found = await database.all<StoredKey>(sql`
          select ${table} from "auth_api_keys" where "user_id" = ${await userOf(call)}
          order by "id" desc limit ${maxKeys}
        `)
        return Response.json({ data: found.map(shown) })
      },
    },
    {
      method: 'POST',
      path: '/api-keys',
      limit,
      async answer(call) {
        const caller = await callerOf(call)
        const userId = idOf(caller)
        const asked = readRequest(call.body)
        const organizationId = asked.organizationId ?? caller.tenant
        if (options.hasTenants) await checkMember(database, { userId, organizationId })
        const has = sql`select count(*) from "auth_api_keys" where "user_id" = ${userId}`
        if ((await database.count(has)) >= maxKeys) {
          throw new AppError('conflict', { message: `A user has ${maxKeys} API keys at most` })
        }
        const { key, row } = newKey(userId, asked)
        if (options.hasTenants) row.organizationId = organizationId
        await database.run(sql`insert into "auth_api_keys" ${values(table, row)}`)
        return Response.json({ ...shown(row), key }, { status: 201 })
      },
    },
    {
      method: 'DELETE',
      path: '/api-keys/:id',
      limit,
      async answer(call) {
        const { id = '' } = call.params
        const removed = await database.run(sql`
          delete from "auth_api_keys" where "id" = ${id} and "user_id" = ${await userOf(call)}
        `)
        if (removed === 0) throw notFound('API key', id)
        return new Response(null, { status: 204 })
      },
    },
  ]
}

/** A key can be for no other organisation than one of its user. */
async function checkMember(
  database: Database,
  { userId, organizationId }: { userId: string | number; organizationId: string | null },
): Promise<void> {
  if (organizationId === null) return
  const memberships = sql`
    select count(*) from "auth_members"
    where "user_id" = ${userId} and "organization_id" = ${organizationId}
  `
  if ((await database.count(memberships)) > 0) return
  throw wrong('organizationId', 'must be the id of an organisation that you are a member of')
}

function keyColumns({ usersAreCounted, hasTenants }: ApiKeyRoutesOptions): Columns<StoredKey> {
  const everywhere = {
    id: string('id'),
    userId: usersAreCounted ? integer('user_id') : string('user_id'),
    name: string('name'),
    start: string('start'),
    key: string('key'),
    scopes: string('scopes'),
    remaining: integer('remaining'),
    expiresAt: instant('expires_at'),
    createdAt: instant('created_at'),
  }
  const organizationId = string('organization_id')
  // Without tenants there is no such column, and no row that has it.
  const here = hasTenants ? { ...everywhere, organizationId } : everywhere
  return columns<StoredKey>('auth_api_keys', here as typeof everywhere & { organizationId: Column })
}

function newKey(
  userId: string | number,
  { name, scopes, uses, expiresInDays }: KeyRequest,
): { key: string; row: StoredKey } {
  const key = `${apiKeyPrefix}${randomBytes(32).toString('base64url')}`
  const now = Date.now()
  const row: StoredKey = {
    id: newId(),
    userId,
    name,
    start: key.slice(0, 7),
    key: hashOf(key),
    scopes: scopes && JSON.stringify(scopes),
    remaining: uses,
    expiresAt: expiresInDays && new Date(now + expiresInDays * dayMs).toISOString(),
    createdAt: new Date(now).toISOString(),
  } as StoredKey
  return { key, row }
}

function shown({ key: _key, userId: _user, scopes, ...rest }: StoredKey): object {
  return { ...rest, scopes: scopes === null ? null : JSON.parse(scopes) }
}

function readRequest(body: unknown): KeyRequest {
  const sent = (body ?? {}) as { [name: string]: unknown }
  const { name, scopes, uses, expiresInDays, organizationId } = sent
  const count = (path: string, value: unknown, most: number): number | null => {
    if (value === undefined || value === null) return null
    const isCount = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most
    if (!isCount) throw wrong(path, `must be a number from 1 to ${most}`)
    return Number(value)
  }
  const isName =
    name === undefined || name === null || (typeof name === 'string' && name.length <= 100)
  if (!isName) throw wrong('name', 'must be a text of 100 characters at most')
  const isScopes =
    scopes === undefined ||
    scopes === null ||
    (Array.isArray(scopes) && scopes.length <= 50 && scopes.every((one) => scope.test(String(one))))
  if (!isScopes) throw wrong('scopes', 'must be a list such as ["notes:read", "*:write"]')
  if (![undefined, null].includes(organizationId as null) && typeof organizationId !== 'string') {
    throw wrong('organizationId', 'must be the id of an organisation that you are a member of')
  }
  return {
    name: typeof name === 'string' ? name : null,
    scopes: Array.isArray(scopes) ? scopes.map(String) : null,
    uses: count('uses', uses, 1_000_000),
    expiresInDays: count('expiresInDays', expiresInDays, 3_650),
    organizationId: typeof organizationId === 'string' ? organizationId : null,
  }
}

function wrong(path: string, message: string): AppError {
  return new AppError('invalid', {
    message: `"${path}" ${message}`,
    errors: [{ path, code: 'type', message }],
  })
}
