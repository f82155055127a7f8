import type { BetterAuthPlugin } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'

/**
 * Ends the session that a browser had when it is given another, or none: nobody could end it any more who does not know of
 * it. It comes after every plug-in that needs to know whose session that was.
 */
export function endingFormerSession(): BetterAuthPlugin {
  return {
    id: 'former-session',
    hooks: {
      after: [
        {
          matcher: ({ context }) => context.responseHeaders?.has('set-cookie') === true,
          handler: createAuthMiddleware(async (call) => {
            const { authCookies, responseHeaders, internalAdapter, secret } = call.context
            const { name } = authCookies.sessionToken
            // By what the browser gets: what the library keeps beside it does not outlast some of its own steps.
            const given = tokenGiven(responseHeaders?.getSetCookie() ?? [], name)
            if (given === undefined) return
            const former = await call.getSignedCookie(name, secret)
            if (!former || former === given) return
            await internalAdapter.deleteSession(former)
          }),
        },
      ],
    },
  }
}

/** The token in the cookie that is set last; empty where the cookie is taken back, and undefined where it is let be. */
function tokenGiven(lines: readonly string[], name: string): string | undefined {
  const line = lines.findLast((one) => one.startsWith(`${name}=`))
  const value = line?.slice(name.length + 1).split(';', 1)[0]
  return value && decodeURIComponent(value).split('.', 1)[0]
}
