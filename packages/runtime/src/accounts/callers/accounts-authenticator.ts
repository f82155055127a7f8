import { anonymous, type Caller } from '../../access/index.ts'
import type { Authenticator, RequestHead } from '../../auth/index.ts'
import { AppError } from '../../errors/index.ts'
import { type ApiKeys, apiKeyPrefix } from './api-keys.ts'
import type { OwnTokens } from './own-tokens.ts'
import { isRead, isSameOrigin } from './same-origin.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'

export interface AccountsAuthenticatorOptions {
  readonly sessions: Sessions
  /** Missing where there are none. */
  readonly apiKeys: ApiKeys | undefined
  /** Missing where none are signed. */
  readonly ownTokens: OwnTokens | undefined
  readonly cookie: SessionCookie
  /** The application's own origin, whose pages may write with the cookie. */
  readonly origin: string
  /** Checks tokens of other issuers. */
  readonly tokens: Authenticator
}

const jwt = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i
const opaque = /^Bearer +([\w-]{16,128}) *$/i

/**
 * Says who calls from a session, its token as a bearer, or a token of another issuer. A bearer that is not good is
 * refused with 401; a cookie that is not good is nobody's, since browsers send it without being asked.
 */
export function createAccountsAuthenticator(options: AccountsAuthenticatorOptions): Authenticator {
  const { sessions, apiKeys, ownTokens, cookie, origin, tokens } = options

  function bySession(token: string): Caller | Promise<Caller> {
    const found = sessions.callerOf(token)
    if (found instanceof Promise) return found.then(required)
    return required(found)
  }

  function byCookie(head: RequestHead, value: string): Caller | Promise<Caller> {
    const token = cookie.tokenOf(value)
    const found = token === undefined ? undefined : sessions.callerOf(token)
    const guard = (caller: Caller | undefined): Caller => {
      if (caller === undefined) return anonymous
      if (!isRead(head) && !isSameOrigin(head, origin)) throw crossSite()
      return caller
    }
    return found instanceof Promise ? found.then(guard) : guard(found)
  }

  return {
    authenticate: (authorization) => {
      const token = authorization === undefined ? undefined : opaque.exec(authorization)?.[1]
      if (token !== undefined) return bySession(token)
      const signed = authorization === undefined ? undefined : jwt.exec(authorization)?.[1]
      if (signed !== undefined && ownTokens?.isOwn(signed)) return ownTokens.callerOf(signed)
      return tokens.authenticate(authorization)
    },
    of(head) {
      const { authorization, cookie: cookies } = head.headers
      const key = apiKeys && keyIn(head)
      if (key) return apiKeys.callerOf(key, head)
      if (typeof authorization === 'string') return this.authenticate(authorization)
      const value = typeof cookies === 'string' ? cookie.valueIn(cookies) : undefined
      return value === undefined ? anonymous : byCookie(head, value)
    },
    async again(head) {
      const key = apiKeys && keyIn(head)
      if (key) return apiKeys.again(key)
      const found = await this.of?.(head)
      return found?.signedIn === true ? found : undefined
    },
  }
}

/** A key in its own header, or as a bearer. */
function keyIn({ headers }: RequestHead): string | undefined {
  const { 'x-api-key': own, authorization } = headers
  if (typeof own === 'string') return own
  const bearer = typeof authorization === 'string' ? opaque.exec(authorization)?.[1] : undefined
  return bearer?.startsWith(apiKeyPrefix) ? bearer : undefined
}

function required(caller: Caller | undefined): Caller {
  if (caller !== undefined) return caller
  throw new AppError('unauthenticated', { message: 'The session has ended: sign in again' })
}

function crossSite(): AppError {
  return new AppError('forbidden', {
    message: 'A page of another origin may not write with the session of this one',
  })
}
