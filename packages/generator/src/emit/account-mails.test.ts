import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountTemplates } from '@cambium/model/accounts'
import { accountMails } from './account-mails.ts'

test('the templates that are left to accounts are those that accounts have', () => {
  const methods = ['password', 'magicLink', 'emailCode', 'organisations'] as const
  const mails = accountMails({ email: 'email', methods: [...methods], signUp: true, blocked: null })
  assert.deepEqual(mails.map(({ path }) => path).sort(), [...accountTemplates].sort())
})
