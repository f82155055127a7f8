import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '../../operation/index.ts'
import type { AccountsDefinition } from '../definition.ts'
import { signUpFields } from './sign-up-fields.ts'

test('a file is nothing that somebody may bring who has no account yet', () => {
  const fields = {
    phone: { type: 'string' },
    avatar: { type: ['string', 'object', 'null'] },
    score: { type: 'integer', readOnly: true },
  }
  const files = { avatar: { many: false, image: true } }
  const resource = { fields, files } as unknown as Resource
  const found = signUpFields(resource, { email: 'email' } as AccountsDefinition)
  assert.deepEqual(Object.keys(found), ['phone'])
})
