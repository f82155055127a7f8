import type { Authenticator } from '../auth/index.ts'
import { createNotifier } from '../database/index.ts'
import { AppError } from '../errors/index.ts'
import { type AccountParts, createAccountParts, refuseBlocked } from './account-parts.ts'
import { accountRoutes } from './account-routes.ts'
import {
  createAccountsAuthenticator,
  createClaimedUsers,
  isCrossOrigin,
  isRead,
  withLiveSession,
} from './callers/index.ts'
import { createFirstAdmin } from './flows/index.ts'
import { basePath, createLateLibrary, type Library, libraryRequest } from './library/index.ts'
import { createAttemptLimits, triedAccounts } from './limits/index.ts'
import {
  type AccountCall,
  type AccountRoute,
  evenlyRefused,
  signInPath,
  signUpPath,
  unhurried,
} from './routes/index.ts'
import type { AccountsOptions } from './settings.ts'
import { createForeignHashes, createTriedAttempts } from './store/index.ts'

/** The accounts of a running application. */
export interface Accounts {
  /** Every address under `/api/auth`. */
  readonly routes: readonly AccountRoute[]
  /** Says who calls, by a session or by a token. */
  readonly authenticator: Authenticator
  /** Answers a call to one of the routes. Throws an `AppError` for what is refused before the library sees it. */
  handle(route: AccountRoute, call: AccountCall): Promise<Response>
  /** The link that makes its first visitor the administrator; undefined where there is one already. */
  offerFirstAdmin(): Promise<string | undefined>
  close(): Promise<void>
}

const channel = 'cambium_accounts'

/** Of this origin alone. Cookies would go on all of its domain, and that of the session is taken back by name. */
const leaving = '"cache", "storage"'

/** Sets the accounts of an application up: better-auth on its database, and what stands around it. */
export async function createAccounts(options: AccountsOptions): Promise<Accounts> {
  const parts = createAccountParts(options)
  const { sessions, errors, signUps } = parts
  const { publicUrl, tokens } = options
  const library = lateLibrary(parts)
  const firstAdmin = createFirstAdmin({
    ...parts,
    name: options.name,
    setPassword: library.setPassword,
  })
  const authenticator = createAccountsAuthenticator({
    sessions,
    apiKeys: parts.apiKeys,
    ownTokens: parts.ownTokens,
    cookie: parts.cookie,
    origin: publicUrl,
    tokens,
  })
  const ask = (call: AccountCall): Promise<Response> =>
    errors.answer(async () => {
      const { cookie: header } = call.headers
      const cookie = typeof header === 'string' ? await withLiveSession(header, parts) : undefined
      const headers = cookie === undefined ? call.headers : { ...call.headers, cookie }
      return library.handle(libraryRequest({ ...call, headers }, publicUrl))
    })
  const answer = (route: AccountRoute, call: AccountCall): Promise<Response> => {
    if (route.path === signUpPath) return signUps.run(() => ask(call))
    return route.answer?.(call) ?? ask(call)
  }
  const guard = createGuard(parts)
  const notifier = createNotifier(parts.database)
  const forget = (): void => {
    sessions.clear()
    parts.apiKeys?.clear()
  }
  await notifier.listen(channel, { receive: forget, resumed: forget })
  return {
    routes: accountRoutes({ parts, library, firstAdmin, authenticator, ask }),
    authenticator,
    async handle(route, call) {
      const response = await guard(route, call, async () => answer(route, call))
      if (route.isLeaving && response.ok) response.headers.set('clear-site-data', leaving)
      if (!isRead(call) && response.ok) {
        forget()
        await notifier.notify(channel, '')
      }
      return response
    },
    async offerFirstAdmin() {
      const token = await firstAdmin.offer()
      return token && `${publicUrl}${basePath}/first-admin?token=${token}`
    },
    close: () => notifier.close(),
  }
}

function lateLibrary(parts: AccountParts): Library {
  const { options, resource, mail, hasher, secret, cookie, errors, store, roles, database } = parts
  return createLateLibrary(() => ({
    options,
    resource,
    rows: parts,
    mail,
    store,
    hasher,
    admit: (userId: string) => errors.note(() => refuseBlocked(parts, userId)),
    isAdmin: async (userId: string | undefined) =>
      userId !== undefined && (await roles.of(database, parts.idOf(userId))).includes('admin'),
    cookieName: cookie.name,
    secret,
  }))
}

type Guard = (
  route: AccountRoute,
  call: AccountCall,
  work: () => Promise<Response>,
) => Promise<Response>

/** What stands before every route: pages of other origins, and attempts one after the other. */
function createGuard(parts: AccountParts): Guard {
  const { options, database, hasher } = parts
  const { publicUrl, limitsAttempts } = options
  const hasForeign = createForeignHashes(database)
  const foreign = {
    // A hash that was compared is one, and is replaced by now perhaps.
    exist: async () => hasher.slowestForeignMs > 0 || hasForeign(),
    get slowestMs() {
      return hasher.slowestForeignMs
    },
  }
  const claimed = createClaimedUsers(parts)
  const limits =
    limitsAttempts === false ? undefined : createAttemptLimits(createTriedAttempts(database))
  return async (route, call, work) => {
    if (!isRead(call) && !route.isOpen && isCrossOrigin(call, publicUrl)) throw crossOrigin()
    const accounts = limits === undefined ? [] : await triedAccounts(route, { call, claimed })
    const attempt = { kind: route.limit, address: call.address, accounts }
    await limits?.count(attempt)
    const response =
      route.path === signInPath ? await evenlyRefused(foreign, work) : await unhurried(route, work)
    if (response.ok && attempt.kind === 'guess') await limits?.forgive(attempt)
    return response
  }
}

function crossOrigin(): AppError {
  return new AppError('forbidden', { message: 'A page of another origin may not do this' })
}
