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
            const { authCookies, responseHeaders, newSession, internalAdapter, secret } =
              call.context
            const { name } = authCookies.sessionToken
            const lines = responseHeaders?.getSetCookie() ?? []
            if (!lines.some((line) => line.startsWith(`${name}=`))) return
            const former = await call.getSignedCookie(name, secret)
            if (!former || former === newSession?.session.token) return
            await internalAdapter.deleteSession(former)
          }),
        },
      ],
    },
  }
}
