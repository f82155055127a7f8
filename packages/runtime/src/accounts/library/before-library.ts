import { APIError, createAuthMiddleware } from 'better-auth/api'
import { jwtVerify } from 'jose'
import { AppError } from '../../errors/index.ts'
import { checkPassword } from '../password/index.ts'
import { consumeOnce } from '../store/index.ts'
import type { LibrarySite } from './library-options.ts'

type Middleware = ReturnType<typeof createAuthMiddleware>
type Call = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

/**
 * What is looked at before the library works on a request: whether a password will do, and whether a link that is good
 * once was used already.
 */
export function beforeLibrary(site: LibrarySite): Middleware {
  return createAuthMiddleware(async (call) => {
    switch (call.path) {
      case '/sign-up/email':
        return checkSignUp(site, call)
      case '/reset-password':
        return checkReset(site, call)
      case '/change-password':
        return checkChange(site, call)
      case '/email-otp/send-verification-otp':
        return checkPurpose(call)
      case '/verify-email':
        return claimVerification(site, call)
      case '/oauth2/create-client':
        return checkClient(call)
      default:
        return undefined
    }
  })
}

function textIn(from: unknown, name: string): string | undefined {
  const value = (from as { [name: string]: unknown } | undefined)?.[name]
  return typeof value === 'string' ? value : undefined
}

async function checkSignUp({ options }: LibrarySite, { body }: Call): Promise<void> {
  const password = textIn(body, 'password')
  if (password === undefined) return
  const known = [textIn(body, 'email'), textIn(body, 'name')]
  checkPassword(password, {
    path: 'password',
    hasSecondFactor: false,
    words: wordsOf(options.name, known),
  })
}

async function checkReset({ options }: LibrarySite, call: Call): Promise<void> {
  const password = textIn(call.body, 'newPassword')
  const token = textIn(call.body, 'token')
  if (password === undefined || token === undefined) return
  const { internalAdapter } = call.context
  const reset = await internalAdapter.findVerificationValue(`reset-password:${token}`)
  const user = reset && (await internalAdapter.findUserById(reset.value))
  checkPassword(password, {
    path: 'newPassword',
    hasSecondFactor: isTrue(user, 'twoFactorEnabled'),
    words: wordsOf(options.name, [user?.email]),
  })
}

async function checkChange({ options }: LibrarySite, call: Call): Promise<void> {
  const password = textIn(call.body, 'newPassword')
  if (password === undefined) return
  const { name } = call.context.authCookies.sessionToken
  const token = await call.getSignedCookie(name, call.context.secret)
  const session = token ? await call.context.internalAdapter.findSession(token) : null
  checkPassword(password, {
    path: 'newPassword',
    hasSecondFactor: isTrue(session?.user, 'twoFactorEnabled'),
    words: wordsOf(options.name, [session?.user.email]),
  })
}

/** Codes sign in: an address is proven, and a password changed, by links. */
function checkPurpose({ body }: Call): void {
  if (textIn(body, 'type') === 'sign-in') return
  throw new AppError('bad_request', { message: 'A code is for signing in: send type "sign-in"' })
}

/** The library would fetch from these later, and looks at nothing but their names: a name may come to lead inside. */
function checkClient({ body }: Call): void {
  const fetched = ['jwks_uri', 'backchannel_logout_uri', 'sector_identifier_uri']
  const path = fetched.find((name) => textIn(body, name) !== undefined)
  if (path === undefined) return
  const message = `${path} is not taken: nothing is fetched from an address that a client names. Keys are given as jwks`
  throw new AppError('invalid', { message, errors: [{ path, code: 'refused', message }] })
}

function isTrue(record: object | null | undefined, name: string): boolean {
  return (record as { [name: string]: unknown } | null | undefined)?.[name] === true
}

/** What somebody who knows the address and the application would try. */
function wordsOf(app: string, known: readonly (string | undefined)[]): string[] {
  const given = known.filter((text) => text !== undefined)
  return [app, ...given, ...given.flatMap((text) => text.split(/[@.+\s]/))]
}

/** The links are signed and say nothing of having been used, so that is kept here. */
async function claimVerification(
  { secret, store }: LibrarySite,
  { query, redirect }: Call,
): Promise<void> {
  const token = textIn(query, 'token') ?? ''
  const verified = await jwtVerify(token, new TextEncoder().encode(secret), {
    algorithms: ['HS256'],
  }).catch(() => undefined)
  if (verified === undefined) return
  const expiresAt = new Date((verified.payload.exp ?? 0) * 1_000)
  const db = await store.writer()
  if (await consumeOnce(db, { key: `verify-email ${token}`, expiresAt })) return
  const callback = textIn(query, 'callbackURL')
  if (callback !== undefined && isOwnPath(callback)) {
    throw redirect(`${callback}${callback.includes('?') ? '&' : '?'}error=INVALID_TOKEN`)
  }
  throw APIError.from('UNAUTHORIZED', { code: 'INVALID_TOKEN', message: 'Invalid token' })
}

/** Whether it is a path and nothing that a browser takes for another origin, as it does `//` and `/\\`. */
function isOwnPath(text: string): boolean {
  return /^\/(?:[\w.?&=%#-][\w.?&=%#/-]*)?$/.test(text)
}
