import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRoleBook } from './index.ts'

const book = createRoleBook(['reader', 'editor', 'chief', 'admin'], {
  editor: { inherits: ['reader'], grants: ['reader'] },
  chief: { inherits: ['editor'], grants: ['editor'] },
})

test('a role brings all that it inherits, over any number of steps', () => {
  assert.deepEqual(book.rolesOf(['chief']), ['reader', 'editor', 'chief'])
  assert.deepEqual(book.rolesOf(['editor']), ['reader', 'editor'])
  assert.deepEqual(book.rolesOf(['admin']), ['admin'])
})

test('roles that are not declared are none', () => {
  assert.deepEqual(book.rolesOf(['chef', 1, null, '__proto__', 'reader']), ['reader'])
})

test('a role is given by those whose settings say so, and every one by admin unless it says which', () => {
  assert.deepEqual(book.grantedBy(['editor']), ['reader'])
  assert.deepEqual(book.grantedBy(['reader']), [])
  assert.deepEqual(book.grantedBy(book.rolesOf(['chief'])), ['reader', 'editor'])
  assert.deepEqual(book.grantedBy(['admin']), ['reader', 'editor', 'chief', 'admin'])
  const narrow = createRoleBook(['staff', 'admin'], { admin: { inherits: [], grants: ['staff'] } })
  assert.deepEqual(narrow.grantedBy(['admin']), ['staff'])
})

test('of the roles of a membership those count that tenants may give', () => {
  const tenants = createRoleBook(['clerk', 'agent', 'admin'], {
    agent: { inherits: ['clerk', 'admin'], grants: [], tenant: true },
  })
  assert.deepEqual(tenants.rolesInTenant(['owner', 'agent', 'admin']), ['clerk', 'agent'])
  assert.deepEqual(tenants.rolesInTenant(['clerk', 'admin']), [])
})
