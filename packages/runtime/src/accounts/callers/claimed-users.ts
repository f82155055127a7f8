import type { RequestHead } from '../../auth/index.ts'
import { type Queryable, sql } from '../../database/index.ts'
import { hashOf, verifications } from '../store/index.ts'
import { createSessionCookie, type SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'

/** Finds out whose secrets a request may try. */
export interface ClaimedUsers {
  /** The users of every session in the request, in whichever form it brings one. */
  bySession(head: RequestHead): Promise<string[]>
  /** Those, and the user who is being asked for a second factor. */
  bySecondFactor(head: RequestHead): Promise<string[]>
}

export interface ClaimedUsersOptions {
  readonly database: Queryable
  readonly sessions: Sessions
  readonly cookie: SessionCookie
  /** What signs the cookies. */
  readonly secret: string
}

/**
 * A request may bring a session in more than one way, and which of them counts is decided elsewhere: whoever guesses may
 * not choose by that whose attempts are counted, so all of them are.
 */
export function createClaimedUsers(options: ClaimedUsersOptions): ClaimedUsers {
  const { database, sessions, cookie, secret } = options
  const asked = createSessionCookie({ name: challengeName(cookie.name), secret })

  async function bySession({ headers }: RequestHead): Promise<string[]> {
    const inCookies = valuesOf(headers.cookie, cookie.name).map((value) => cookie.tokenOf(value))
    const found = [...inCookies, ...bearersIn(headers.authorization, cookie)].map(async (token) =>
      token === undefined ? undefined : (await sessions.callerOf(token))?.id,
    )
    return unique(await Promise.all(found))
  }

  async function ofChallenge(challenge: string): Promise<string | undefined> {
    const now = verifications.encode('expiresAt', new Date().toISOString())
    const row = await database.first<{ value: string }>(sql`
      select "value" from "auth_verifications"
      where "identifier" = ${hashOf(challenge)} and "expires_at" > ${now}
    `)
    return row?.value
  }

  return {
    bySession,
    async bySecondFactor(head) {
      const challenges = valuesOf(head.headers.cookie, asked.name)
        .map((value) => asked.tokenOf(value))
        .filter((challenge) => challenge !== undefined)
      const users = await Promise.all(challenges.map(ofChallenge))
      return unique([...(await bySession(head)), ...users])
    },
  }
}

/** What the library calls the cookie of somebody who proved a first factor. */
function challengeName(session: string): string {
  return `${session.startsWith('__Host-') ? '__Host-auth' : 'auth'}.two_factor`
}

/** More than one cookie of a name is a trick, and enough of them are looked at to count it. */
const maxCookies = 4

function valuesOf(header: unknown, name: string): string[] {
  if (typeof header !== 'string') return []
  const pairs = header
    .split(';')
    .map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair] as const)
  return pairs
    .filter(([key]) => key === name)
    .slice(0, maxCookies)
    .map(([, pair]) =>
      pair
        .slice(pair.indexOf('=') + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    )
}

/** A bearer is the token of a session, or what its cookie would hold. */
function bearersIn(header: unknown, cookie: SessionCookie): (string | undefined)[] {
  const bearer = typeof header === 'string' ? /^Bearer +(\S+)/i.exec(header)?.[1] : undefined
  if (bearer === undefined) return []
  return bearer.includes('.') ? [cookie.tokenOf(bearer)] : [bearer]
}

function unique(users: readonly (string | null | undefined)[]): string[] {
  return [...new Set(users.filter((user) => user !== undefined && user !== null))]
}
