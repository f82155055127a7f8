import type { BetterAuthOptions } from 'better-auth'
import { newId } from '../../id/index.ts'
import type { Resource } from '../../operation/index.ts'
import type { AccountMail } from '../flows/index.ts'
import type { PasswordHasher } from '../password/index.ts'
import type { AccountsOptions } from '../settings.ts'
import type { AccountStore } from '../store/index.ts'
import { signUpFields } from './sign-up-fields.ts'
import { socialProviders } from './social-providers.ts'
import type { AdapterOptions } from './store-adapter.ts'

/** What the library is set up with, beside the options of the accounts. */
export interface LibrarySite {
  readonly options: AccountsOptions
  readonly resource: Resource
  readonly rows: AdapterOptions
  readonly mail: AccountMail
  readonly store: AccountStore
  readonly hasher: PasswordHasher
  /** Refuses a session to a user who may not have one. */
  admit(userId: string): Promise<void>
  isAdmin(userId: string | undefined): Promise<boolean>
  readonly cookieName: string
  /** The secret of the library alone. */
  readonly secret: string
}

/** Where the library is served. */
export const basePath = '/api/auth'
/** The header that brings it the address of the caller, which no caller sets. */
export const addressHeader = 'x-cambium-address'

const daySeconds = 86_400
const linkMinutes = 60

/** The settings of the library that do not depend on the methods. */
export function libraryOptions(site: LibrarySite): BetterAuthOptions {
  const { options, secret } = site
  return {
    appName: options.name,
    baseURL: options.publicUrl,
    basePath,
    secret,
    trustedOrigins: [options.publicUrl],
    session: { expiresIn: 7 * daySeconds, updateAge: daySeconds, freshAge: daySeconds },
    account: { encryptOAuthTokens: true },
    verification: { storeIdentifier: 'hashed' },
    user: {
      changeEmail: { enabled: true },
      additionalFields: signUpFields(site.resource, options.definition),
    },
    emailVerification: verificationOptions(site),
    emailAndPassword: passwordOptions(site),
    socialProviders: socialProviders(site),
    advanced: advancedOptions(site),
    // Limits, telemetry and log lines are the application's own.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Refusals of our own and bugs come through as they are.
    onAPIError: {
      throw: true,
      errorURL: `${options.publicUrl}${options.pages?.error ?? `${basePath}/error`}`,
    },
  }
}

function verificationOptions({
  options,
  mail,
}: LibrarySite): BetterAuthOptions['emailVerification'] {
  const { verifyEmail } = options.definition.mails
  return {
    sendOnSignUp: true,
    sendOnSignIn: true,
    expiresIn: linkMinutes * 60,
    sendVerificationEmail: ({ user, url }) =>
      mail.send(verifyEmail, user.email, { link: url, minutes: linkMinutes }),
  }
}

function passwordOptions({
  options,
  mail,
  hasher,
}: LibrarySite): BetterAuthOptions['emailAndPassword'] {
  const { definition, publicUrl } = options
  if (!definition.methods.includes('password')) return { enabled: false }
  const { resetPassword } = definition.mails
  return {
    enabled: true,
    disableSignUp: !definition.signUp,
    // An account that anybody may make says nothing of who made it.
    requireEmailVerification: true,
    // What a password must be is decided before, where more is known.
    minPasswordLength: 1,
    maxPasswordLength: 1_024,
    resetPasswordTokenExpiresIn: linkMinutes * 60,
    revokeSessionsOnPasswordReset: true,
    password: {
      hash: (password) => hasher.hash(password),
      verify: ({ hash, password }) => hasher.verify(hash, password),
    },
    sendResetPassword: ({ user, url, token }) => {
      const link = isSentOn(url) ? url : `${publicUrl}${basePath}/new-password?token=${token}`
      return mail.send(resetPassword, user.email, { link, minutes: linkMinutes })
    },
  }
}

/** Whether the link leads on to a page that the caller named. */
function isSentOn(url: string): boolean {
  return (new URL(url).searchParams.get('callbackURL') ?? '') !== ''
}

function advancedOptions({ cookieName }: LibrarySite): BetterAuthOptions['advanced'] {
  const isSecure = cookieName.startsWith('__Host-')
  return {
    // The prefix of the name is set here: it makes browsers refuse the cookie from anywhere else.
    useSecureCookies: false,
    cookiePrefix: isSecure ? '__Host-auth' : 'auth',
    cookies: { session_token: { name: cookieName } },
    defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
    ipAddress: { ipAddressHeaders: [addressHeader] },
    database: { generateId: () => newId() },
    // Unset it would be on in tests, and so tried by none of them.
    disableOriginCheck: false,
    disableCSRFCheck: false,
    // Mail is sent behind its back already.
    backgroundTasks: { handler: (work) => void work.catch(() => undefined) },
  }
}
