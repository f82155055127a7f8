import { isProviderName } from '../../config/index.ts'
import type { AccountsDefinition, SignInMethod } from '../definition.ts'
import type { AccountRoute } from './account-route.ts'

type Line = readonly [AccountRoute['method'], string, AccountRoute['limit']?]

/** What the library answers whatever the methods are. */
const base: readonly Line[] = [
  ['GET', '/get-session'],
  ['POST', '/sign-out'],
  ['GET', '/verify-email', 'guess'],
  ['POST', '/send-verification-email', 'mail'],
  ['POST', '/change-email', 'mail'],
  ['GET', '/list-accounts'],
  ['POST', '/unlink-account'],
]

const byMethod: { readonly [Method in SignInMethod]?: readonly Line[] } = {
  password: [
    ['POST', '/sign-in/email', 'guess'],
    ['POST', '/request-password-reset', 'mail'],
    ['GET', '/reset-password/:token', 'guess'],
    ['POST', '/reset-password', 'guess'],
    ['POST', '/change-password', 'guess'],
  ],
  magicLink: [
    ['POST', '/sign-in/magic-link', 'mail'],
    ['GET', '/magic-link/verify', 'guess'],
  ],
  emailCode: [
    ['POST', '/email-otp/send-verification-otp', 'mail'],
    ['POST', '/sign-in/email-otp', 'guess'],
  ],
  passkey: [
    ['GET', '/passkey/generate-register-options'],
    ['POST', '/passkey/verify-registration'],
    ['GET', '/passkey/generate-authenticate-options'],
    ['POST', '/passkey/verify-authentication', 'guess'],
    ['GET', '/passkey/list-user-passkeys'],
    ['POST', '/passkey/update-passkey'],
    ['POST', '/passkey/delete-passkey'],
  ],
  totp: [
    ['POST', '/two-factor/enable', 'guess'],
    ['POST', '/two-factor/disable', 'guess'],
    ['POST', '/two-factor/get-totp-uri', 'guess'],
    ['POST', '/two-factor/verify-totp', 'guess'],
    ['POST', '/two-factor/generate-backup-codes', 'guess'],
    ['POST', '/two-factor/verify-backup-code', 'guess'],
  ],
  jwt: [
    ['GET', '/token'],
    ['GET', '/jwks'],
  ],
  oidcProvider: [
    ['GET', '/oauth2/authorize'],
    ['POST', '/oauth2/token', 'guess'],
    ['GET', '/oauth2/userinfo'],
    ['POST', '/oauth2/introspect', 'guess'],
    ['POST', '/oauth2/revoke', 'guess'],
    ['GET', '/oauth2/end-session'],
    ['POST', '/oauth2/consent'],
    ['POST', '/oauth2/create-client'],
    ['GET', '/oauth2/get-clients'],
    ['POST', '/oauth2/delete-client'],
    ['POST', '/oauth2/client/rotate-secret'],
    ['GET', '/oauth2/get-consents'],
    ['POST', '/oauth2/delete-consent'],
  ],
  anonymous: [['POST', '/sign-in/anonymous', 'mail']],
  organisations: [
    ['POST', '/organization/create'],
    ['POST', '/organization/update'],
    ['POST', '/organization/delete'],
    ['POST', '/organization/set-active'],
    ['GET', '/organization/list'],
    ['GET', '/organization/get-full-organization'],
    ['POST', '/organization/invite-member', 'mail'],
    ['POST', '/organization/accept-invitation', 'guess'],
    ['POST', '/organization/reject-invitation', 'guess'],
    ['POST', '/organization/cancel-invitation'],
    ['GET', '/organization/get-invitation', 'guess'],
    ['GET', '/organization/list-invitations'],
    ['GET', '/organization/list-members'],
    ['POST', '/organization/remove-member'],
    ['POST', '/organization/update-member-role'],
    ['POST', '/organization/leave'],
  ],
}

const social: readonly Line[] = [
  ['POST', '/sign-in/social'],
  ['GET', '/callback/:id', 'guess'],
  ['POST', '/callback/:id', 'guess'],
  ['POST', '/link-social'],
]

/** Addresses that the servers of third parties speak to, in the words of OAuth. */
export const spoken: ReadonlySet<string> = new Set([
  '/oauth2/token',
  '/oauth2/userinfo',
  '/oauth2/introspect',
  '/oauth2/revoke',
])

/** Where somebody makes an account with a password. */
export const signUpPath = '/sign-up/email'
/** Where somebody signs in with a password. */
export const signInPath = '/sign-in/email'

const signOutPath = '/sign-out'
const byPasskeyPath = '/passkey/verify-authentication'

/** What is answered otherwise than the library would. */
const told: { readonly [path: string]: (answer: unknown) => unknown } = {
  // Whether there was an account already is told by mail, and by nothing else.
  [signUpPath]: () => ({ status: true }),
  // The cookie keeps its token from scripts, and so does this.
  '/get-session': withoutToken,
  [byPasskeyPath]: asSignIn,
}

/** What every other way to sign in answers, and no fields of the model's own. */
function asSignIn(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('session' in answer)) return answer
  const { session, user } = answer as { session: { token?: unknown }; user: object }
  const told = Object.entries(user).filter(([name]) => fieldsOfUser.has(name))
  return { token: session.token, user: Object.fromEntries(told) }
}

const fieldsOfUser = new Set([
  'id',
  'email',
  'name',
  'image',
  'emailVerified',
  'createdAt',
  'updatedAt',
  'twoFactorEnabled',
  'isAnonymous',
])

function withoutToken(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('session' in answer)) return answer
  const { token: _token, ...session } = answer.session as { readonly token?: unknown }
  return { ...answer, session }
}

/** The addresses of the library that the methods need; it has more, which are not served. */
export function libraryRoutes({ methods, signUp: isOpen }: AccountsDefinition): AccountRoute[] {
  const signUps: Line[] =
    isOpen && methods.includes('password') ? [['POST', signUpPath, 'mail']] : []
  const needsKeys = methods.includes('oidcProvider') && !methods.includes('jwt')
  const keys: Line[] = needsKeys ? [['GET', '/jwks']] : []
  const socials = methods.some(isProviderName) ? social : []
  const lines = [
    ...base,
    ...signUps,
    ...socials,
    ...keys,
    ...methods.flatMap((method) => byMethod[method] ?? []),
  ]
  return lines.map(([method, path, limit = 'other']) => ({
    method,
    path,
    limit,
    ...(spoken.has(path) && { isProtocol: true }),
    // A provider that answers with a form posts it from its own page.
    ...((path.startsWith('/callback/') || spoken.has(path)) && { isOpen: true }),
    ...(path === signOutPath && { isLeaving: true }),
    ...(told[path] && { told: told[path] }),
  }))
}
