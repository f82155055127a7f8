import type { AccountRoute } from '../routes/index.ts'
import { answered, codePage, goOn, type PagesSite, proveSecond, withCookies } from './code-page.ts'
import { type FormPage, formPage } from './form-page.ts'
import { textOf } from './new-password.ts'

const path = '/second-factor'

/** The page that asks for the second factor of who came by a link or from a provider. */
export function secondFactorRoutes({ send }: PagesSite): AccountRoute[] {
  const site = { send: answered(send) }
  return [
    {
      method: 'GET',
      path,
      limit: 'other',
      answer: async ({ query }) => formPage(pageFor(onwardIn(query))),
    },
    {
      method: 'POST',
      path,
      limit: 'guess',
      async answer(call) {
        const callbackURL = onwardIn(call.body)
        const { response, said, isOver } = await proveSecond(site, call)
        if (isOver) return withCookies(formPage(over, 422), response)
        return goOn(response, response.ok ? { url: callbackURL } : said, pageFor(callbackURL))
      },
    },
  ]
}

const over: FormPage = {
  title: 'Sign in again',
  words:
    'Too much time went by, or too many codes were wrong. Begin with the link or the provider.',
}

function pageFor(callbackURL: string): FormPage {
  return codePage(`/api/auth${path}`, { callbackURL })
}

/** A path of this origin, and nothing that a browser takes for another, as it does `//` and `/\`. */
const ownPath = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/

function onwardIn(sent: unknown): string {
  const given = textOf(sent, 'callbackURL')
  return ownPath.test(given) ? given : '/'
}
