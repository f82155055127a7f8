import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { createPgliteClient } from '../pglite-client.ts'
import type { PostgresClient, PostgresQuery } from '../postgres-client.ts'
import { sql } from '../sql.ts'
import { openPostgres } from './index.ts'

const pglite = await PGlite.create()
const client = createPgliteClient(pglite)
after(() => pglite.close())

/** A client whose server gives the transaction up at this statement, as it does when somebody cancels it. */
function failingAt(text: string): PostgresClient {
  return {
    ...client,
    async connect() {
      const connection = await client.connect()
      const query = (asked: PostgresQuery) =>
        connection.query(asked.text === text ? { ...asked, text: 'select 1/0' } : asked)
      return { ...connection, query }
    },
  }
}

await pglite.exec('create table "items" ("id" text primary key)')

for (const text of ['begin', 'savepoint nested_1', 'release nested_1']) {
  test(`a transaction whose "${text}" fails is never reported as kept`, async () => {
    const db = openPostgres({ client: failingAt(text) })
    const kept = db.transaction(async (tx) => {
      await tx.all(sql`select 1`)
      await tx.savepoint(async (inner) => {
        await inner.run(sql`insert into "items" values (${text})`)
      })
    })
    await assert.rejects(kept)
    assert.equal(await db.count(sql`select count(*) from "items"`), 0)
  })
}

test('a transaction that does nothing but write waits for its begin', async () => {
  const db = openPostgres({ client: failingAt('begin') })
  await assert.rejects(db.transaction((tx) => tx.run(sql`insert into "items" values ('a')`)))
  assert.equal(await db.count(sql`select count(*) from "items"`), 0)
})
