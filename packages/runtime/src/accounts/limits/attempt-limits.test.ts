import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { createPgliteClient, openPostgres, openSqlite, sql } from '../../database/index.ts'
import { createTriedAttempts } from '../store/index.ts'
import { createAttemptLimits, networkOf } from './attempt-limits.ts'

describe('networkOf()', () => {
  const cases: readonly (readonly [address: string, network: string])[] = [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['::', '0:0:0:0'],
  ]
  for (const [address, network] of cases) {
    test(`takes ${address} for one of ${network}`, () => {
      assert.equal(networkOf(address), network)
    })
  }
})

test('who has a whole network of IPv6 to guess from guesses no more often', async () => {
  const database = openSqlite({ path: ':memory:' })
  const limits = createAttemptLimits(createTriedAttempts(database), () => 0)
  const guess = (index: number): Promise<void> =>
    limits.count({ kind: 'guess', address: `2001:db8:1:2::${index}`, accounts: [] })
  for (let index = 0; index < 100; index++) await guess(index)
  await assert.rejects(guess(100), /Too many attempts/)
  await limits.count({ kind: 'guess', address: '2001:db8:1:3::1', accounts: [] })
  await database.close()
})

const tables = {
  sqlite: `create table "auth_verifications" ("id" text primary key, "identifier" text not null, "value" text not null,
    "expires_at" text not null, "created_at" text not null, "updated_at" text not null) strict`,
  postgres: `create table "auth_verifications" ("id" text primary key, "identifier" text not null, "value" text not null,
    "expires_at" timestamptz not null, "created_at" timestamptz not null, "updated_at" timestamptz not null)`,
}

for (const kind of ['sqlite', 'postgres'] as const) {
  test(`guesses of an account count on every instance, and after a restart, on ${kind}`, async () => {
    const database =
      kind === 'sqlite'
        ? openSqlite({ path: ':memory:' })
        : openPostgres({ client: createPgliteClient(await PGlite.create()) })
    await database.transaction((transaction) => transaction.script(tables[kind]))
    let time = 1_000_000
    const instance = () =>
      createAttemptLimits(
        createTriedAttempts(database, () => time),
        () => time,
      )
    const guess = (account: string, limits = instance()) =>
      limits.count({ kind: 'guess', address: '203.0.113.7', accounts: [account] })
    const tried = await Promise.allSettled(
      Array.from({ length: 60 }, () => guess('ann@example.com')),
    )
    assert.equal(tried.filter(({ status }) => status === 'fulfilled').length, 10)
    await assert.rejects(guess(' ANN@example.com'), /try again in 900 seconds/)
    await guess('bob@example.com')
    time += 899_000
    await assert.rejects(guess('ann@example.com'), /try again in 1 seconds/)
    time += 1_000
    for (let index = 0; index < 10; index++) await guess('ann@example.com')
    await assert.rejects(guess('ann@example.com'), /try again in 900 seconds/)
    await instance().forgive({ kind: 'guess', address: '', accounts: ['Ann@example.com'] })
    await guess('ann@example.com')
    const kept = await database.all<{ id: string }>(sql`select "id" from "auth_verifications"`)
    assert.ok(kept.every(({ id }) => !id.includes('example')))
    await database.close()
  })
}
