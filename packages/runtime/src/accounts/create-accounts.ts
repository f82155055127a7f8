import { hkdfSync } from 'node:crypto'
import type { Caller } from '../access/index.ts'
import type { Authenticator } from '../auth/index.ts'
import { createNotifier } from '../database/index.ts'
import { AppError } from '../errors/index.ts'
import {
  createAccountsAuthenticator,
  createSessionCookie,
  createSessions,
  isCrossOrigin,
  isRead,
} from './callers/index.ts'
import type { AccountsDefinition } from './definition.ts'
import { createAccountMail } from './flows/index.ts'
import { createLibrary, libraryRequest } from './library/index.ts'
import { type Attempt, createAttemptLimits } from './limits/index.ts'
import { createPasswordHasher, createWorkQueue } from './password/index.ts'
import {
  type AccountCall,
  type AccountRoute,
  libraryRoutes,
  sessionRoutes,
  unhurried,
} from './routes/index.ts'
import type { AccountsOptions } from './settings.ts'
import {
  createAccountStore,
  createNotedErrors,
  createStoreAdapter,
  createUserRows,
  type UserRows,
} from './store/index.ts'

/** The accounts of a running application. */
export interface Accounts {
  /** Every address under `/api/auth`. */
  readonly routes: readonly AccountRoute[]
  /** Says who calls, by a session or by what the given authenticator takes. */
  authenticator(tokens: Authenticator): Authenticator
  /** Answers a call to one of the routes. Throws an `AppError` for what is refused before the library sees it. */
  handle(route: AccountRoute, call: AccountCall): Promise<Response>
  close(): Promise<void>
}

const hashing = { concurrency: 2, maxWaiting: 64 }
const channel = 'cambium_accounts'

/** Sets the accounts of an application up: better-auth on its database, and what stands around it. */
export async function createAccounts(options: AccountsOptions): Promise<Accounts> {
  const { definition, services, publicUrl } = options
  const { database } = services
  const { resource } = services.registry.get(definition.entity)
  const usersAreCounted = resource.key === 'integer'
  const secret = deriveSecret(options.secret)
  const cookieName = publicUrl.startsWith('https:') ? '__Host-session' : 'session'
  const cookie = createSessionCookie({ name: cookieName, secret })
  const store = createAccountStore(services)
  const errors = createNotedErrors()
  const users = createUserRows({ definition, resource, store, errors })
  const mail = createAccountMail(options, store)
  const hasher = createPasswordHasher(createWorkQueue(hashing))
  const sessions = createSessions({
    database,
    resource,
    blocked: definition.blocked,
    rolesOf: declared(options),
  })
  const library = await createLibrary(
    {
      options,
      resource,
      database: createStoreAdapter({ store, users, usersAreCounted }),
      mail,
      hasher: {
        hash: (password) => errors.note(() => hasher.hash(password)),
        verify: (hash, password) => errors.note(() => hasher.verify(hash, password)),
      },
      admit: (userId) => errors.note(() => refuseBlocked(users, definition, userId)),
      cookieName,
      secret,
    },
    store,
  )
  const notifier = createNotifier(database)
  await notifier.listen(channel, { receive: sessions.clear, resumed: sessions.clear })
  const authenticator = (tokens: Authenticator): Authenticator =>
    createAccountsAuthenticator({ sessions, cookie, origin: publicUrl, tokens })
  const own = authenticator(noTokens)
  const callerOf = async (call: AccountCall): Promise<Caller & { id: string }> => {
    const caller = await own.of?.(call)
    if (caller?.id == null) throw new AppError('unauthenticated')
    return { ...caller, id: caller.id }
  }
  const limits = options.limitsAttempts === false ? undefined : createAttemptLimits()

  async function answer(route: AccountRoute, call: AccountCall): Promise<Response> {
    if (!isRead(call) && !route.isOpen && isCrossOrigin(call, publicUrl)) throw crossOrigin()
    const attempt = attemptOf(route, call)
    limits?.count(attempt)
    const work = async (): Promise<Response> =>
      route.answer?.(call) ?? errors.answer(() => library.handle(libraryRequest(call, publicUrl)))
    const response = await unhurried(route, work)
    if (response.ok && attempt.kind === 'guess') limits?.forgive(attempt)
    return response
  }

  return {
    routes: [
      ...libraryRoutes(definition),
      ...sessionRoutes({ database, cookie, usersAreCounted, callerOf }),
    ],
    authenticator,
    async handle(route, call) {
      const response = await answer(route, call)
      if (!isRead(call) && response.ok) {
        sessions.clear()
        await notifier.notify(channel, '')
      }
      return response
    },
    close: () => notifier.close(),
  }
}

/** An account that is shut gives nobody a session, by whatever method. */
async function refuseBlocked(
  users: UserRows,
  { blocked }: AccountsDefinition,
  userId: string,
): Promise<void> {
  if (blocked === null) return
  const where = { field: 'id', value: userId, operator: 'eq', connector: 'AND' } as const
  const [user] = await users.find([{ ...where, mode: 'sensitive' }], 1)
  if (user?.[blocked] === true) {
    throw new AppError('forbidden', { message: 'This account is shut' })
  }
}

/** One secret for everything that is signed and encrypted here, so that no token of another kind is taken for one. */
function deriveSecret(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', 'cambium accounts', 32)).toString('base64url')
}

function declared({ roles }: AccountsOptions): (held: readonly string[]) => readonly string[] {
  return (held) => roles.filter((role) => held.includes(role))
}

/** Who has a token of another issuer has no session to manage. */
const noTokens: Authenticator = {
  authenticate() {
    throw new AppError('unauthenticated', { message: 'Sign in to an account first' })
  },
}

function attemptOf({ limit }: AccountRoute, { address, body }: AccountCall): Attempt {
  const email = (body as { email?: unknown } | undefined)?.email
  return { kind: limit, address, account: typeof email === 'string' ? email : undefined }
}

function crossOrigin(): AppError {
  return new AppError('forbidden', { message: 'A page of another origin may not do this' })
}
