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
}

/** Whether there was an account already is told by mail, and by nothing else. */
const signUpPath = '/sign-up/email'

/** The addresses of the library that the methods need; it has more, which are not served. */
export function libraryRoutes({ methods, signUp: isOpen }: AccountsDefinition): AccountRoute[] {
  const signUps: Line[] =
    isOpen && methods.includes('password') ? [['POST', signUpPath, 'mail']] : []
  const lines = [...base, ...signUps, ...methods.flatMap((method) => byMethod[method] ?? [])]
  return lines.map(([method, path, limit = 'other']) => ({
    method,
    path,
    limit,
    ...(path === signUpPath && { told: () => ({ status: true }) }),
  }))
}
