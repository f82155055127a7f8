import { randomBytes } from 'node:crypto'
import type { Caller } from '../../access/index.ts'
import {
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
}

interface KeyRequest {
  readonly name: string | null
  readonly scopes: readonly string[] | null
  readonly uses: number | null
  readonly expiresInDays: number | null
}

const maxKeys = 100
const dayMs = 86_400_000
const scope = /^(?:\*|[a-z][\w-]{0,99}):(?:read|write)$/

/** A user's own API keys: made, listed and given up. The key itself is shown once. */
export function apiKeyRoutes(options: ApiKeyRoutesOptions): AccountRoute[] {
  const { database, usersAreCounted, callerOf } = options
  const table = keyColumns(usersAreCounted)
  const userOf = async (call: AccountCall): Promise<string | number> => {
    const { id } = await callerOf(call)
    return usersAreCounted ? Number(id) : id
  }
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
        const userId = await userOf(call)
        const asked = readRequest(call.body)
        const has = sql`select count(*) from "auth_api_keys" where "user_id" = ${userId}`
        if ((await database.count(has)) >= maxKeys) {
          throw new AppError('conflict', { message: `A user has ${maxKeys} API keys at most` })
        }
        const { key, row } = newKey(userId, asked)
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

function keyColumns(usersAreCounted: boolean) {
  return columns<StoredKey>('auth_api_keys', {
    id: string('id'),
    userId: usersAreCounted ? integer('user_id') : string('user_id'),
    name: string('name'),
    start: string('start'),
    key: string('key'),
    scopes: string('scopes'),
    remaining: integer('remaining'),
    expiresAt: instant('expires_at'),
    createdAt: instant('created_at'),
  })
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
  const { name, scopes, uses, expiresInDays } = (body ?? {}) as { [name: string]: unknown }
  const wrong = (path: string, message: string): never => {
    throw new AppError('invalid', {
      message: `"${path}" ${message}`,
      errors: [{ path, code: 'type', message }],
    })
  }
  const count = (path: string, value: unknown, most: number): number | null => {
    if (value === undefined || value === null) return null
    const isCount = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most
    return isCount ? Number(value) : wrong(path, `must be a number from 1 to ${most}`)
  }
  const isName =
    name === undefined || name === null || (typeof name === 'string' && name.length <= 100)
  if (!isName) wrong('name', 'must be a text of 100 characters at most')
  const isScopes =
    scopes === undefined ||
    scopes === null ||
    (Array.isArray(scopes) && scopes.length <= 50 && scopes.every((one) => scope.test(String(one))))
  if (!isScopes) wrong('scopes', 'must be a list such as ["notes:read", "*:write"]')
  return {
    name: typeof name === 'string' ? name : null,
    scopes: Array.isArray(scopes) ? scopes.map(String) : null,
    uses: count('uses', uses, 1_000_000),
    expiresInDays: count('expiresInDays', expiresInDays, 3_650),
  }
}
