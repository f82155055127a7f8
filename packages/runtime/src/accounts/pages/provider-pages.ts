import { AppError } from '../../errors/index.ts'
import type { AccountCall, AccountRoute } from '../routes/index.ts'
import { type FormPage, formPage } from './form-page.ts'
import { textOf } from './new-password.ts'

/** Asks the library in the name of the page. */
type Send = (call: AccountCall, path: string, body: object) => Promise<Response>

/** The pages on which somebody signs in here for an application of a third party, and agrees to what it may know. */
export function providerPageRoutes(send: Send): AccountRoute[] {
  const query = ({ url }: AccountCall): string => url.split('?')[1] ?? ''
  return [
    page('/login', async (call) => formPage(loginPage(query(call)))),
    {
      ...page('/login', async (call) => {
        const asked = textOf(call.body, 'query')
        const credentials = {
          email: textOf(call.body, 'email'),
          password: textOf(call.body, 'password'),
        }
        return goOn(loginPage(asked), () =>
          send(call, '/sign-in/email', { ...credentials, oauth_query: asked }),
        )
      }),
      method: 'POST',
      limit: 'guess',
    },
    page('/consent', async (call) => formPage(consentPage(query(call)))),
    {
      ...page('/consent', async (call) => {
        const asked = textOf(call.body, 'query')
        return goOn(consentPage(asked), () =>
          send(call, '/oauth2/consent', { accept: true, oauth_query: asked }),
        )
      }),
      method: 'POST',
    },
  ]
}

function page(path: string, answer: (call: AccountCall) => Promise<Response>): AccountRoute {
  return { method: 'GET', path, limit: 'other', answer }
}

/** A form may send to this origin only, so the way to the third party is a page of its own. */
async function goOn(again: FormPage, work: () => Promise<Response>): Promise<Response> {
  const response = await work().catch((error: unknown) => {
    if (error instanceof AppError && error.status < 500) return undefined
    throw error
  })
  const { url } = response?.ok ? ((await response.json()) as { url?: unknown }) : {}
  if (response === undefined || typeof url !== 'string') {
    return formPage({ ...again, problem: 'That did not work. Try again.' }, 422)
  }
  const onward = formPage({ title: 'One moment', words: 'You are sent on.', onward: url })
  for (const cookie of response.headers.getSetCookie()) onward.headers.append('set-cookie', cookie)
  return onward
}

function loginPage(query: string): FormPage {
  return {
    title: 'Sign in',
    words: `To go on to ${clientIn(query)}.`,
    form: {
      action: '/api/auth/login',
      hidden: { query },
      fields: [
        { name: 'email', label: 'Email', type: 'email', autocomplete: 'username' },
        { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
      ],
      button: 'Sign in',
    },
  }
}

function consentPage(query: string): FormPage {
  const scopes = new URLSearchParams(query).get('scope') ?? ''
  return {
    title: 'Do you agree?',
    words: `${clientIn(query)} wants to know: ${scopes.split(' ').join(', ')}.`,
    form: { action: '/api/auth/consent', hidden: { query }, fields: [], button: 'I agree' },
  }
}

function clientIn(query: string): string {
  return new URLSearchParams(query).get('client_id') ?? 'an application'
}
