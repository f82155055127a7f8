import type { AccountCall, AccountRoute } from '../routes/index.ts'
import {
  answered,
  codePage,
  goOn,
  type PagesSite,
  proveSecond,
  saidBy,
  withCookies,
} from './code-page.ts'
import { type FormPage, formPage } from './form-page.ts'
import { textOf } from './new-password.ts'

interface ProviderPagesSite extends PagesSite {
  /** Some accounts have a second factor. */
  readonly asksForCode: boolean
}

/** The pages on which somebody signs in here for an application of a third party, and agrees to what it may know. */
export function providerPageRoutes(options: ProviderPagesSite): AccountRoute[] {
  const site = { ...options, send: answered(options.send) }
  const query = ({ url }: AccountCall): string => url.split('?')[1] ?? ''
  return [
    page('/login', async (call) => formPage(loginPage(query(call)))),
    { ...page('/login', (call) => signIn(site, call)), method: 'POST', limit: 'guess' },
    ...(site.asksForCode ? [codeRoute(site)] : []),
    page('/consent', async (call) => formPage(consentPage(query(call)))),
    { ...page('/consent', (call) => agree(site, call)), method: 'POST' },
  ]
}

function page(path: string, answer: (call: AccountCall) => Promise<Response>): AccountRoute {
  return { method: 'GET', path, limit: 'other', answer }
}

function codeRoute(site: PagesSite): AccountRoute {
  const route = page('/login/code', (call) => goOnWithCode(site, call))
  return { ...route, method: 'POST', limit: 'guess' }
}

async function signIn({ send }: PagesSite, call: AccountCall): Promise<Response> {
  const query = textOf(call.body, 'query')
  const credentials = { email: textOf(call.body, 'email'), password: textOf(call.body, 'password') }
  const response = await send(call, '/sign-in/email', { ...credentials, oauth_query: query })
  const said = await saidBy(response)
  if (response.ok && said.twoFactorRedirect === true) {
    return withCookies(formPage(askingPage(query)), response)
  }
  return goOn(response, said, loginPage(query))
}

async function goOnWithCode(site: PagesSite, call: AccountCall): Promise<Response> {
  const query = textOf(call.body, 'query')
  const { response, said, isOver } = await proveSecond(site, call, { oauth_query: query })
  return goOn(response, said, isOver ? loginPage(query) : askingPage(query))
}

async function agree({ send }: PagesSite, call: AccountCall): Promise<Response> {
  const query = textOf(call.body, 'query')
  const accept = textOf(call.body, 'refuse') === ''
  const response = await send(call, '/oauth2/consent', { accept, oauth_query: query })
  return goOn(response, await saidBy(response), consentPage(query))
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

function askingPage(query: string): FormPage {
  return codePage('/api/auth/login/code', { query })
}

function consentPage(query: string): FormPage {
  const scopes = new URLSearchParams(query).get('scope') ?? ''
  return {
    title: 'Do you agree?',
    words: `${clientIn(query)} wants to know: ${scopes.split(' ').join(', ')}.`,
    form: {
      action: '/api/auth/consent',
      hidden: { query },
      fields: [],
      button: 'I agree',
      refusal: 'No',
    },
  }
}

function clientIn(query: string): string {
  return new URLSearchParams(query).get('client_id') ?? 'an application'
}
