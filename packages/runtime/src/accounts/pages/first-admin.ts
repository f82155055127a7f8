import type { AccountRoute } from '../routes/index.ts'
import { type FormField, type FormPage, formPage } from './form-page.ts'
import { problemOf, textOf } from './new-password.ts'

const path = '/first-admin'

/** Who wants to be the first administrator. */
export interface FirstAdminRequest {
  readonly token: string
  readonly email: string
  readonly name: string
  readonly password: string
}

/** The page behind the link that the first start prints. */
export function firstAdminRoutes(
  become: (request: FirstAdminRequest) => Promise<void>,
): AccountRoute[] {
  return [
    {
      method: 'GET',
      path,
      limit: 'other',
      answer: async ({ query }) => formPage(pageFor({ token: textOf(query, 'token') })),
    },
    {
      method: 'POST',
      path,
      limit: 'guess',
      async answer({ body }) {
        const request = {
          token: textOf(body, 'token'),
          email: textOf(body, 'email'),
          name: textOf(body, 'name'),
          password: textOf(body, 'password'),
        }
        const problem = await problemOf(async () => {
          await become(request)
          return new Response()
        })
        if (problem !== undefined) return formPage({ ...pageFor(request), problem }, 422)
        return formPage({ title: 'Done', words: 'You are the administrator. Sign in.' })
      },
    },
  ]
}

function pageFor(given: Partial<FirstAdminRequest>): FormPage {
  const { token = '', email = '', name = '' } = given
  const fields: FormField[] = [
    { name: 'email', label: 'Email', type: 'email', autocomplete: 'username', value: email },
    { name: 'name', label: 'Name', type: 'text', autocomplete: 'name', value: name },
    { name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password' },
  ]
  return {
    title: 'The first administrator',
    words:
      'This link makes one person the administrator, once. The password has 15 characters or more.',
    form: { action: `/api/auth${path}`, hidden: { token }, fields, button: 'That is me' },
  }
}
