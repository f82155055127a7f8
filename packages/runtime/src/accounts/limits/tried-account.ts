import type { ClaimedUsers } from '../callers/index.ts'
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

/** Where a code is taken from somebody who proved a first factor, or is signed in. */
const ofTheChallenge = new Set([
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/login/code',
  '/second-factor',
])

/** Where somebody who is signed in proves it once more. */
const ofTheSession = /^\/(?:change-password$|two-factor\/)/

/**
 * The accounts that are tried, or that mail goes to. A member of the body counts only where the route goes by it: else
 * whoever guesses would choose what is counted, and whose count is forgotten.
 */
export async function triedAccounts(
  { path }: AccountRoute,
  { call, claimed }: { call: AccountCall; claimed: ClaimedUsers },
): Promise<readonly string[]> {
  const member = namedBy[path]
  if (member !== undefined) {
    const named = (call.body as { [name: string]: unknown } | undefined)?.[member]
    return typeof named === 'string' ? [named] : []
  }
  if (ofTheChallenge.has(path)) return (await claimed.bySecondFactor(call)).map(userKey)
  return ofTheSession.test(path) ? (await claimed.bySession(call)).map(userKey) : []
}

function userKey(id: string): string {
  return `user ${id}`
}
