import { AppError } from '../../errors/index.ts'
import type { AccountCall, AccountRoute } from '../routes/index.ts'
import { type FormPage, formPage } from './form-page.ts'

const path = '/new-password'

/** The page a mail leads to when the application names none of its own: it asks for the new password. */
export function newPasswordRoutes(
  reset: (call: AccountCall, body: { token: string; newPassword: string }) => Promise<Response>,
): AccountRoute[] {
  return [
    {
      method: 'GET',
      path,
      limit: 'other',
      answer: async ({ query }) => formPage(pageFor(textOf(query, 'token'))),
    },
    {
      method: 'POST',
      path,
      limit: 'guess',
      async answer(call) {
        const token = textOf(call.body, 'token')
        const newPassword = textOf(call.body, 'newPassword')
        const problem = await problemOf(() => reset(call, { token, newPassword }))
        if (problem !== undefined) return formPage({ ...pageFor(token), problem }, 422)
        return formPage({ title: 'Done', words: 'You have a new password. Sign in with it.' })
      },
    },
  ]
}

function pageFor(token: string): FormPage {
  return {
    title: 'A new password',
    words: 'Choose one of 15 characters or more. A few words in a row are easy to remember.',
    form: {
      action: `/api/auth${path}`,
      hidden: { token },
      fields: [
        {
          name: 'newPassword',
          label: 'New password',
          type: 'password',
          autocomplete: 'new-password',
        },
      ],
      button: 'Keep it',
    },
  }
}

/** What the person is told; undefined when it went well. A bug is none of these. */
export async function problemOf(work: () => Promise<Response>): Promise<string | undefined> {
  try {
    const response = await work()
    return response.ok ? undefined : 'The link is not good any more: ask for another.'
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return error.message
    throw error
  }
}

/** A text that was sent under the name; empty where there was none. */
export function textOf(sent: unknown, name: string): string {
  const value = (sent as { [name: string]: unknown } | undefined)?.[name]
  return typeof value === 'string' ? value : ''
}
