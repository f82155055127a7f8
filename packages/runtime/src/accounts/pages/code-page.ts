import { AppError } from '../../errors/index.ts'
import type { AccountCall } from '../routes/index.ts'
import { type FormPage, formPage } from './form-page.ts'
import { textOf } from './new-password.ts'

/** What the pages are made with. */
export interface PagesSite {
  /** Asks the library in the name of the page. */
  send(call: AccountCall, path: string, body: object): Promise<Response>
}

/** What the library says, as far as the pages go by it. */
export interface Said {
  readonly url?: unknown
  readonly code?: unknown
  readonly twoFactorRedirect?: unknown
}

/** What came of a code. */
export interface Proof {
  readonly response: Response
  readonly said: Said
  /** No other code is taken after this one: the first factor is asked for again. */
  readonly isOver: boolean
}

/** After these no other code is taken. */
const endings: ReadonlySet<string> = new Set([
  'INVALID_TWO_FACTOR_COOKIE',
  'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE',
])

/** The second factor: a code of the authenticator, or one of the recovery codes. */
export async function proveSecond(
  { send }: PagesSite,
  call: AccountCall,
  more: object = {},
): Promise<Proof> {
  const code = textOf(call.body, 'code').replaceAll(/\s/g, '')
  const kind = /^\d{6}$/.test(code) ? 'verify-totp' : 'verify-backup-code'
  const response = await send(call, `/two-factor/${kind}`, { code, ...more })
  const said = await saidBy(response)
  return { response, said, isOver: typeof said.code === 'string' && endings.has(said.code) }
}

/** The page that asks for it, and sends it there with what is hidden in it. */
export function codePage(action: string, hidden: { readonly [name: string]: string }): FormPage {
  return {
    title: 'Your second factor',
    words: 'Type the code that your authenticator shows, or one of your recovery codes.',
    form: {
      action,
      hidden,
      fields: [{ name: 'code', label: 'Code', type: 'text', autocomplete: 'one-time-code' }],
      button: 'Go on',
    },
  }
}

/** What the library says in its answer, where that is an object at all. */
export async function saidBy(response: Response): Promise<Said> {
  const said: unknown = await response.json().catch(() => undefined)
  return typeof said === 'object' && said !== null ? said : {}
}

/** Refusals of our own are answers too: the page says that it did not work. */
export function answered(send: PagesSite['send']): PagesSite['send'] {
  return (call, path, body) =>
    send(call, path, body).catch((error: unknown) => {
      if (error instanceof AppError && error.status < 500)
        return new Response(null, { status: error.status })
      throw error
    })
}

/** A form may send to this origin only, so the way to another place is a page of its own. */
export function goOn(response: Response, { url }: Said, again: FormPage): Response {
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

/** The page, with the cookies that the library set. */
export function withCookies(shown: Response, { headers }: Response): Response {
  for (const cookie of headers.getSetCookie()) shown.headers.append('set-cookie', cookie)
  return shown
}
