import type { Authenticator } from '../../auth/index.ts'
import type { AccountCall, AccountRoute } from '../routes/index.ts'

/** Where whoever calls says in the body which account it is about, and nothing else says so. */
const namedBy: { readonly [path: string]: string } = {
  '/sign-in/email': 'email',
  '/login': 'email',
  '/sign-in/email-otp': 'email',
  '/sign-in/magic-link': 'email',
  '/sign-up/email': 'email',
  '/request-password-reset': 'email',
  '/send-verification-email': 'email',
  '/email-otp/send-verification-otp': 'email',
  '/organization/invite-member': 'email',
  '/change-email': 'newEmail',
}

/** Where somebody who is signed in proves it once more. */
const ofTheSession = /^\/(?:change-password$|two-factor\/)/

/**
 * The account that is tried, or that mail goes to. A member of the body counts only where the route goes by it: else
 * whoever guesses would choose what is counted, and whose count is forgotten.
 */
export async function triedAccount(
  { path }: AccountRoute,
  { call, authenticator }: { call: AccountCall; authenticator: Authenticator },
): Promise<string | undefined> {
  const member = namedBy[path]
  if (member !== undefined) {
    const named = (call.body as { [name: string]: unknown } | undefined)?.[member]
    return typeof named === 'string' ? named : undefined
  }
  if (!ofTheSession.test(path)) return undefined
  const caller = await authenticator.of?.(call)
  return caller?.id == null ? undefined : `user ${caller.id}`
}
