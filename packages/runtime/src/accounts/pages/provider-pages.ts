import { AppError } from '../../errors/index.ts'
import type { AccountCall, AccountRoute } from '../routes/index.ts'
import { type FormPage, formPage } from './form-page.ts'
import { textOf } from './new-password.ts'

/** What the pages are made with. */
interface PagesSite {
  /** Asks the library in the name of the page. */
  send(call: AccountCall, path: string, body: object): Promise<Response>
  /** Some accounts have a second factor. */
  readonly asksForCode: boolean
}

/** What the library says, as far as the pages go by it. */
interface Said {
  readonly url?: unknown
  readonly code?: unknown
  readonly twoFactorRedirect?: unknown
}

/** The pages on which somebody signs in here for an application of a third party, and agrees to what it may know. */
export function providerPageRoutes(options: PagesSite): AccountRoute[] {
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

/** Refusals of our own are answers too: the page says that it did not work. */
function answered(send: PagesSite['send']): PagesSite['send'] {
  return (call, path, body) =>
    send(call, path, body).catch((error: unknown) => {
      if (error instanceof AppError && error.status < 500)
        return new Response(null, { status: error.status })
      throw error
    })
}

function page(path: string, answer: (call: AccountCall) => Promise<Response>): AccountRoute {
  return { method: 'GET', path, limit: 'other', answer }
}

function codeRoute(site: PagesSite): AccountRoute {
  const route = page('/login/code', (call) => proveSecond(site, call))
  return { ...route, method: 'POST', limit: 'guess' }
}

async function signIn({ send }: PagesSite, call: AccountCall): Promise<Response> {
  const query = textOf(call.body, 'query')
  const credentials = { email: textOf(call.body, 'email'), password: textOf(call.body, 'password') }
  const response = await send(call, '/sign-in/email', { ...credentials, oauth_query: query })
  const said = await saidBy(response)
  if (response.ok && said.twoFactorRedirect === true) {
    return withCookies(formPage(codePage(query)), response)
  }
  return goOn(response, said, loginPage(query))
}

/** The second factor: a code of the authenticator, or one of the recovery codes. */
async function proveSecond({ send }: PagesSite, call: AccountCall): Promise<Response> {
  const query = textOf(call.body, 'query')
  const code = textOf(call.body, 'code').replaceAll(/\s/g, '')
  const kind = /^\d{6}$/.test(code) ? 'verify-totp' : 'verify-backup-code'
  const response = await send(call, `/two-factor/${kind}`, { code, oauth_query: query })
  const said = await saidBy(response)
  const isOver = typeof said.code === 'string' && endings.has(said.code)
  return goOn(response, said, isOver ? loginPage(query) : codePage(query))
}

/** After these no other code is taken: the password is asked for again. */
const endings: ReadonlySet<string> = new Set([
  'INVALID_TWO_FACTOR_COOKIE',
  'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE',
])

async function agree({ send }: PagesSite, call: AccountCall): Promise<Response> {
  const query = textOf(call.body, 'query')
  const response = await send(call, '/oauth2/consent', { accept: true, oauth_query: query })
  return goOn(response, await saidBy(response), consentPage(query))
}

async function saidBy(response: Response): Promise<Said> {
  const said: unknown = await response.json().catch(() => undefined)
  return typeof said === 'object' && said !== null ? said : {}
}

/** A form may send to this origin only, so the way to the third party is a page of its own. */
function goOn(response: Response, { url }: Said, again: FormPage): Response {
  if (response.ok && typeof url === 'string') {
    const onward = { title: 'One moment', words: 'You are sent on.', onward: url }
    return withCookies(formPage(onward), response)
  }
  const problem =
    response.status === 429
      ? 'There were too many attempts. Try again in a quarter of an hour.'
      : 'That did not work. Try again.'
  return withCookies(formPage({ ...again, problem }, 422), response)
}

function withCookies(shown: Response, { headers }: Response): Response {
  for (const cookie of headers.getSetCookie()) shown.headers.append('set-cookie', cookie)
  return shown
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

function codePage(query: string): FormPage {
  return {
    title: 'Your second factor',
    words: 'Type the code that your authenticator shows, or one of your recovery codes.',
    form: {
      action: '/api/auth/login/code',
      hidden: { query },
      fields: [{ name: 'code', label: 'Code', type: 'text', autocomplete: 'one-time-code' }],
      button: 'Go on',
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
