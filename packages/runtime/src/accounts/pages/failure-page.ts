import { AppError } from '../../errors/index.ts'
import type { AccountRoute } from '../routes/index.ts'
import { formPage } from './form-page.ts'
import { textOf } from './new-password.ts'

/** What people are told, by the word that the library or a provider has for it. Nothing that was sent is repeated. */
const known: { readonly [error: string]: string } = {
  access_denied: 'You did not agree, so nothing happened.',
  account_not_linked:
    'There is an account with your address already. Sign in to it as you did before, and add the provider there.',
  account_already_linked_to_different_user: 'Somebody else signs in with that account already.',
  email_not_found: 'The provider did not say what your email address is.',
  "email_doesn't_match": 'The account at the provider has another email address than this one.',
  email_does_not_match: 'The account at the provider has another email address than this one.',
  unable_to_link_account: 'The provider does not say that the email address is yours.',
  signup_disabled: 'You have no account here, and nobody makes one by themselves.',
  invalid_token: 'The link is not good any more: ask for another.',
  state_mismatch: 'That took too long, or began in another browser. Begin again.',
  please_restart_the_process: 'That took too long, or began in another browser. Begin again.',
}

const otherwise = 'Signing in did not work. Begin again, and in another way if it fails once more.'

/**
 * Where a link ends, or the way back from a provider, that went wrong: the page of the application, a plain one, or a
 * problem for callers that read JSON.
 */
export function failureRoutes(ownPage?: string): AccountRoute[] {
  return [
    {
      method: 'GET',
      path: '/error',
      limit: 'other',
      async answer({ query, headers }) {
        const error = textOf(query, 'error').toLowerCase()
        const isKnown = Object.hasOwn(known, error)
        const message = (isKnown ? known[error] : undefined) ?? otherwise
        if (ownPage !== undefined)
          return ledTo(`${ownPage}?error=${isKnown ? encodeURIComponent(error) : 'other'}`)
        if (!wantsPage(headers.accept)) throw new AppError('bad_request', { message })
        return formPage({ title: 'You are not signed in', words: message }, 400)
      },
    },
  ]
}

/** Browsers name HTML; who names nothing, or JSON, reads a problem. */
function wantsPage(accept: unknown): boolean {
  return typeof accept === 'string' && /\btext\/html\b/.test(accept)
}

function ledTo(location: string): Response {
  return new Response(null, { status: 302, headers: { location } })
}
