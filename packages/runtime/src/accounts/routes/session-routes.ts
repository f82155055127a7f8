import type { Caller } from '../../access/index.ts'
import { columns, type Database, instant, sql, string } from '../../database/index.ts'
import { AppError, notFound } from '../../errors/index.ts'
import type { SessionCookie } from '../callers/index.ts'
import { hashOf } from '../store/index.ts'
import type { AccountCall, AccountRoute } from './account-route.ts'

export interface SessionRoutesOptions {
  readonly database: Database
  readonly cookie: SessionCookie
  /** The ids of users are integers. */
  readonly usersAreCounted: boolean
  /** Who calls; refused when it is nobody. */
  callerOf(call: AccountCall): Promise<Caller & { readonly id: string }>
}

interface StoredSession {
  id: string
  token: string
  createdAt: string
  updatedAt: string
  expiresAt: string
  ipAddress: string | null
  userAgent: string | null
}

const sessionColumns = columns<StoredSession>('auth_sessions', {
  id: string('id'),
  token: string('token'),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
  expiresAt: instant('expires_at'),
  ipAddress: string('ip_address'),
  userAgent: string('user_agent'),
})

/** A user's own sessions: listed, and ended one by one or all the others. */
export function sessionRoutes(options: SessionRoutesOptions): AccountRoute[] {
  const { database, callerOf, usersAreCounted } = options
  const userOf = async (call: AccountCall): Promise<string | number> => {
    const { id } = await callerOf(call)
    return usersAreCounted ? Number(id) : id
  }
  return [
    {
      method: 'GET',
      path: '/sessions',
      limit: 'other',
      async answer(call) {
        const user = await userOf(call)
        const now = sessionColumns.encode('expiresAt', new Date().toISOString())
        const found = await database.all<StoredSession>(sql`
          select ${sessionColumns} from "auth_sessions"
          where "user_id" = ${user} and "expires_at" > ${now} order by "id" desc limit 200
        `)
        const current = ownToken(call, options.cookie)
        const data = found.map(({ token, ...session }) => ({
          ...session,
          isCurrent: token === current,
        }))
        return Response.json({ data })
      },
    },
    {
      method: 'DELETE',
      path: '/sessions/:id',
      limit: 'other',
      async answer(call) {
        const { id = '' } = call.params
        const user = await userOf(call)
        const ended = await database.run(sql`
          delete from "auth_sessions" where "id" = ${id} and "user_id" = ${user}
        `)
        if (ended === 0) throw notFound('session', id)
        return new Response(null, { status: 204 })
      },
    },
    {
      method: 'DELETE',
      path: '/sessions',
      limit: 'other',
      async answer(call) {
        const user = await userOf(call)
        const current = ownToken(call, options.cookie)
        if (current === undefined) throw noSession()
        await database.run(sql`
          delete from "auth_sessions" where "user_id" = ${user} and "token" <> ${current}
        `)
        return new Response(null, { status: 204 })
      },
    },
  ]
}

/** The hash of the session that the request itself belongs to; undefined for a token of another issuer. */
function ownToken({ headers }: AccountCall, cookie: SessionCookie): string | undefined {
  const { authorization, cookie: cookies } = headers
  if (typeof authorization === 'string') {
    const token = /^Bearer +(\S+)/i.exec(authorization)?.[1]
    return token === undefined || token.includes('.') ? undefined : hashOf(token)
  }
  const value = typeof cookies === 'string' ? cookie.valueIn(cookies) : undefined
  const token = value === undefined ? undefined : cookie.tokenOf(value)
  return token === undefined ? undefined : hashOf(token)
}

function noSession(): AppError {
  return new AppError('bad_request', { message: 'This request belongs to no session to keep' })
}
