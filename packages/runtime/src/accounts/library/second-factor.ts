import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { deleteSessionCookie } from 'better-auth/cookies'
import type { twoFactor } from 'better-auth/plugins/two-factor'
import { consumeOnce } from '../store/index.ts'
import { basePath, type LibrarySite } from './library-options.ts'

type Hook = NonNullable<NonNullable<BetterAuthPlugin['hooks']>['after']>[number]
type Matched = Parameters<Hook['matcher']>[0]

/** Whoever signs in by one of these is asked for the second factor; a provider proves one factor as a mail does. */
const firstFactors: ReadonlySet<string | undefined> = new Set([
  '/sign-in/email',
  '/sign-in/email-otp',
  '/magic-link/verify',
  '/callback/:id',
])

const byPasskey = '/passkey/verify-authentication'

/**
 * The library asks for a second factor after a password only. This asks after every first one, and leads a browser that
 * followed a link to the page that takes the code.
 */
export function askingEverywhere(
  plugin: ReturnType<typeof twoFactor>,
  site: LibrarySite,
): BetterAuthPlugin {
  const { options } = site
  const [asking] = plugin.hooks.after
  const page = options.pages?.code ?? `${basePath}/second-factor`
  const leading: Hook = {
    matcher: ({ context }) => isAsked(context.returned) && location(context) !== null,
    handler: createAuthMiddleware(async ({ context, redirect }) => {
      const onward = pathOf(location(context) ?? '/', options.publicUrl)
      throw redirect(`${options.publicUrl}${page}?${new URLSearchParams({ callbackURL: onward })}`)
    }),
  }
  const matcher = (call: Matched): boolean =>
    firstFactors.has(call.path) || (call.path === byPasskey && !isUserVerified(call.body))
  return {
    ...(plugin as unknown as BetterAuthPlugin),
    hooks: { after: [{ ...asking, matcher } as unknown as Hook, leading, onceEach(site)] },
  }
}

/** A code is right for a minute and a half: the step of the clock that it is of, the one before and the one after. */
const codeLastsMs = 120_000

/**
 * A code of the authenticator signs one in, and nobody who saw it (RFC 6238, 5.2): the session that it gives for the second
 * time ends before anybody is told of it. Who is signed in when they send one gains nothing by it.
 */
function onceEach({ store }: LibrarySite): Hook {
  return {
    matcher: ({ path, context }) =>
      path === '/two-factor/verify-totp' && context.newSession !== null,
    handler: createAuthMiddleware(async (call) => {
      const { newSession, createAuthCookie, internalAdapter, secret } = call.context
      const challenge = await call.getSignedCookie(createAuthCookie('two_factor').name, secret)
      if (!challenge || newSession === null) return
      const { code } = call.body as { code: string }
      const key = `totp ${newSession.user.id} ${code}`
      const expiresAt = new Date(Date.now() + codeLastsMs)
      if (await consumeOnce(await store.writer(), { key, expiresAt })) return
      await internalAdapter.deleteSession(newSession.session.token)
      deleteSessionCookie(call, true)
      call.context.setNewSession(null)
      throw APIError.from('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'Invalid code' })
    }),
  }
}

/** The bit by which an authenticator says that it verified its user (WebAuthn Level 2, 6.1). */
const userVerified = 0x04
const flagsAt = 32

/**
 * Whether the passkey stands for two factors: something one has, opened by something one knows or is. What is read here was
 * signed by it, and that signature was checked before.
 */
function isUserVerified(body: unknown): boolean {
  const { response } = (body ?? {}) as { response?: { response?: { authenticatorData?: unknown } } }
  const data = response?.response?.authenticatorData
  if (typeof data !== 'string') return false
  return ((Buffer.from(data, 'base64url')[flagsAt] ?? 0) & userVerified) !== 0
}

function isAsked(answer: unknown): boolean {
  return (answer as { twoFactorRedirect?: unknown } | null | undefined)?.twoFactorRedirect === true
}

function location({ responseHeaders }: Matched['context']): string | null {
  return responseHeaders?.get('location') ?? null
}

/** The path of where the library would have led on to, which is on this origin. */
function pathOf(place: string, publicUrl: string): string {
  const url = URL.parse(place, publicUrl)
  return url?.origin === new URL(publicUrl).origin ? `${url.pathname}${url.search}` : '/'
}
