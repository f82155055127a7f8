import assert from 'node:assert/strict'
import { test } from 'node:test'
import { email, entity } from '@cambium/model'
import { signInMethods } from '@cambium/model/accounts'
import { storageOf } from '../../packages/generator/src/plan/index.ts'
import { buildModel } from '../../packages/generator/src/testing/index.ts'
import { librarySchema } from '../../packages/runtime/src/accounts/fixture/library-schema.ts'

const user = entity('User', {
  fields: { email: email({ unique: true, lower: true }) },
  auth: { identifiers: ['email'], methods: signInMethods },
})
const { tables } = storageOf(buildModel([user]).model)

/** Those that are our own, beside the library's. */
const own = ['auth_roles', 'auth_api_keys']

test('migrations make the tables that the library writes, column by column', async () => {
  const schema = await librarySchema()
  const made = tables.filter(({ name }) => name.startsWith('auth_') && !own.includes(name))
  assert.deepEqual(made.map(({ name }) => name).sort(), Object.keys(schema).sort())
  for (const table of made) {
    const columns = table.columns.map(({ name, type, nullable }) => ({
      name,
      type: type.kind,
      nullable,
    }))
    const byName = (left: { name: string }, right: { name: string }): number =>
      left.name < right.name ? -1 : 1
    const wanted = schema[table.name]?.columns ?? []
    assert.deepEqual(columns.sort(byName), wanted.toSorted(byName), table.name)
    for (const column of schema[table.name]?.unique ?? []) {
      const index = table.indexes.find(
        ({ unique, columns: [first] }) => unique && first?.name === column,
      )
      assert.ok(index, `${table.name}.${column} is not unique`)
    }
  }
})
