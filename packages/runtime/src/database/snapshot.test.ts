import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { contractDatabases } from './contract-databases.ts'
import { type Database, raw, sql } from './index.ts'

for (const { name, open, dialect } of contractDatabases) {
  describe(`a snapshot of ${name}`, () => {
    let db: Database
    after(() => db.close())
    const countOf = (from: Pick<Database, 'count'>): Promise<number> =>
      from.count(sql`select count(*) from "items"`)

    test('sees one moment, whatever is written meanwhile', async () => {
      db = await open()
      await db.run(raw('create table "items" ("id" text primary key)'))
      await db.run(sql`insert into "items" ("id") values (${'a'})`)
      // What runs in the process has one connection: there a snapshot keeps writers waiting.
      const isShared = name === 'SQLite' || name.endsWith('server')
      let write: Promise<unknown> | undefined
      const seen = await db.snapshot(async (view) => {
        const before = await countOf(view)
        write = db.run(sql`insert into "items" ("id") values (${'b'})`)
        if (isShared) await write
        return [before, await countOf(view)]
      })
      assert.deepEqual(seen, [1, 1])
      await write
      assert.equal(await countOf(db), 2)
    })

    test('writes nothing', {
      skip: name === 'SQLite in memory' && 'there it is the one connection',
    }, async () => {
      const writing = db.snapshot((view) => view.run(sql`delete from "items"`))
      await assert.rejects(writing)
      assert.equal(await countOf(db), 2, dialect)
    })
  })
}
