import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bool, email, entity, type ModelIR, type SignInMethod, text } from '@cambium/model'
import { signInMethods } from '@cambium/model/accounts'
import { hashModel } from '@cambium/model/hash'
import { proveMigration } from '../../proof/index.ts'
import { buildModel } from '../../testing/index.ts'
import { planMigration } from '../plan-migration.ts'
import { storageOf } from '../storage-of.ts'

const fields = {
  email: email({ unique: true, lower: true }),
  name: text(),
  shut: bool({ default: false }),
}

function build(methods: readonly SignInMethod[] | null, id: 'uuid7' | 'serial' = 'uuid7') {
  const auth = methods === null ? {} : { auth: { identifiers: ['email'] as const, methods } }
  return buildModel([entity('User', { id, fields, ...auth })])
}

const tablesOf = (model: ModelIR): string[] => storageOf(model).tables.map(({ name }) => name)

describe('the tables of accounts', () => {
  test('are those that the methods need', () => {
    const base = ['users', 'auth_sessions', 'auth_accounts', 'auth_verifications', 'auth_roles']
    assert.deepEqual(tablesOf(build(null).model), ['users'])
    assert.deepEqual(tablesOf(build(['password', 'google']).model), base)
    const passkeys = tablesOf(build(['passkey']).model)
    assert.deepEqual(passkeys, [...base, 'auth_passkeys'])
    assert.equal(tablesOf(build(signInMethods).model).length, 19)
  })

  test('have identities of their own', () => {
    const { tables } = storageOf(build(signInMethods).model)
    for (const names of [tables.map(({ key }) => key), tables.flatMap(indexNames)]) {
      assert.deepEqual(new Set(names).size, names.length)
    }
  })

  test('change the hash of the storage with themselves, and only then', () => {
    const hashes = ['password', 'magicLink', 'totp', 'passkey', 'apiKeys'] as const
    const storage = (methods: readonly SignInMethod[] | null): string =>
      hashModel(build(methods).model).storage
    assert.equal(storage(['password']), storage(['password', 'google', 'magicLink']))
    const all = hashes.map((method) => storage(['password', method]))
    assert.equal(new Set([...all, storage(null)]).size, 5)
  })

  for (const id of ['uuid7', 'serial'] as const) {
    test(`are made, and come and go, on both databases: ${id}`, async () => {
      const none = build(null, id)
      const user = entity('User', {
        id,
        fields,
        auth: { identifiers: ['email'], methods: signInMethods },
      })
      const all = buildModel([user], { lock: none.lock })
      const { databases, problems } = await proveMigration(import.meta.dirname, [
        { from: null, to: all.model, plan: planMigration(null, all.model) },
        { from: none.model, to: all.model, plan: planMigration(none.model, all.model) },
      ])
      assert.deepEqual(databases, ['SQLite', 'PostgreSQL'])
      assert.deepEqual(problems, [])
    })
  }
})

function indexNames({ indexes }: ReturnType<typeof storageOf>['tables'][number]): string[] {
  return indexes.map(({ name }) => name)
}
