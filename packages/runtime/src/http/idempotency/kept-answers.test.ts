import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columns, createCipher, encrypted, openSqlite, sql, string } from '../../database/index.ts'
import { createSystemTables } from '../../migrate/index.ts'
import { createRegistry, type RegisteredResource } from '../../operation/index.ts'
import { createKeptAnswers } from './kept-answers.ts'

const request = { caller: 'ann', key: 'k', digest: 'd' }
const answer = { status: 201, headers: { etag: '"1"' }, body: '{"secret":"of Ann"}' }

/** The kept answers only look at how values are stored. */
function registryWith(all: object): ReturnType<typeof createRegistry> {
  const entry = { resource: { name: 'Vault', columns: all } } as unknown as RegisteredResource
  return createRegistry({ entities: [entry] })
}

const plain = columns('vaults', { id: string('id') })
const secret = columns('vaults', { id: string('id'), pin: encrypted('pin') })

for (const [name, registry, isShown] of [
  ['as it was', registryWith(plain), true],
  ['encrypted where a field of the model is', registryWith(secret), false],
] as const) {
  test(`an answer is kept ${name}`, async () => {
    const cipher = createCipher('a key for tests, of forty characters ...')
    const database = openSqlite({ path: ':memory:', cipher })
    await createSystemTables(database)
    const answers = createKeptAnswers(registry)
    await database.transaction((tx) => answers.keep(tx, request, answer))
    const stored = await database.first<{ body: string }>(
      sql`select "body" from "cambium_idempotency"`,
    )
    assert.equal(stored?.body.includes('of Ann'), isShown)
    assert.deepEqual(await answers.find(database, request), answer)
    await database.close()
  })
}

test('an answer that is too large is refused, and what led to it undone', async () => {
  const database = openSqlite({ path: ':memory:' })
  await createSystemTables(database)
  const answers = createKeptAnswers(registryWith(plain))
  const body = 'x'.repeat(5 * 1_048_576)
  const kept = database.transaction((tx) => answers.keep(tx, request, { ...answer, body }))
  await assert.rejects(kept, { code: 'too_large' })
  assert.equal(await answers.find(database, request), undefined)
  await database.close()
})

test('expired answers go away as others come', async () => {
  const database = openSqlite({ path: ':memory:' })
  await createSystemTables(database)
  const answers = createKeptAnswers(registryWith(plain))
  const keep = (key: string) =>
    database.transaction((tx) => answers.keep(tx, { ...request, key }, answer))
  await keep('old')
  await database.run(sql`update "cambium_idempotency" set "at" = '2020-01-01T00:00:00.000Z'`)
  for (let index = 0; index < 60; index++) await keep(`new ${index}`)
  const old = sql`select count(*) from "cambium_idempotency" where "key" = 'old'`
  assert.equal(await database.count(old), 0)
  await database.close()
})
