import type { SignInMethod } from '../ir/index.ts'

/** Providers that people have an account with already. */
export const socialMethods: readonly SignInMethod[] = [
  'google',
  'github',
  'apple',
  'microsoft',
  'facebook',
  'linkedin',
  'x',
  'oidc',
]

/** Methods by which somebody can sign in who has no session yet. */
export const firstMethods: readonly SignInMethod[] = [
  'password',
  'magicLink',
  'emailCode',
  'passkey',
  'anonymous',
  ...socialMethods,
]

/** Every method, in the order in which they are listed. */
export const signInMethods: readonly SignInMethod[] = [
  'password',
  'magicLink',
  'emailCode',
  'passkey',
  'totp',
  'anonymous',
  'apiKeys',
  'organisations',
  'jwt',
  'oidcProvider',
  ...socialMethods,
]
