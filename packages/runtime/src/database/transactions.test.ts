import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../errors/index.ts'
import { contractDatabases } from './contract-databases.ts'
import { type Database, type Queryable, sql, type Transaction } from './index.ts'

const insert = (db: Queryable, id: string): Promise<number> =>
  db.run(sql`insert into "items" ("id") values (${id})`)

const ids = async (db: Queryable): Promise<string[]> =>
  (await db.all<{ id: string }>(sql`select "id" from "items" order by "id"`)).map(({ id }) => id)

const isUnavailable = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'unavailable'

for (const { name, open } of contractDatabases) {
  describe(`a transaction on ${name}`, () => {
    async function openItems(): Promise<Database> {
      const db = await open()
      await db.script('create table "items" ("id" text primary key)')
      return db
    }

    test('keeps what it wrote and gives what the work returned', async () => {
      const db = await openItems()
      const result = await db.transaction(async (tx) => {
        await insert(tx, 'a')
        return (await ids(tx)).length
      })
      assert.equal(result, 1)
      assert.deepEqual(await ids(db), ['a'])
      await db.close()
    })

    test('that throws keeps nothing and throws the same error', async () => {
      const db = await openItems()
      const reason = new Error('no')
      const failing = db.transaction(async (tx) => {
        await insert(tx, 'a')
        throw reason
      })
      await assert.rejects(failing, (error) => error === reason)
      assert.deepEqual(await ids(db), [])
      await db.close()
    })

    test('succeeds or fails alone among 64 that arrive together', async () => {
      const db = await openItems()
      const numbers = Array.from({ length: 64 }, (_, index) => String(index).padStart(2, '0'))
      const results = await Promise.allSettled(
        numbers.map((number, index) =>
          db.transaction(async (tx) => {
            await insert(tx, number)
            if (index % 3 === 0) throw new Error('refused')
            if (index % 5 === 0) await insert(tx, number)
            await insert(tx, `${number}-second`)
            return number
          }),
        ),
      )
      const kept = numbers.filter((_, index) => index % 3 !== 0 && index % 5 !== 0)
      assert.deepEqual(
        results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
        kept,
      )
      assert.deepEqual(await ids(db), kept.flatMap((id) => [id, `${id}-second`]).sort())
      await db.close()
    })

    test('mixes with single statements, some of which fail', async () => {
      const db = await openItems()
      const results = await Promise.allSettled([
        insert(db, 'a'),
        insert(db, 'a'),
        db.transaction((tx) => insert(tx, 'b')),
        insert(db, 'c'),
      ])
      assert.deepEqual(
        results.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
      )
      assert.deepEqual(await ids(db), ['a', 'b', 'c'])
      await db.close()
    })

    test('undoes a savepoint alone, also a nested one', async () => {
      const db = await openItems()
      await db.transaction(async (tx) => {
        await insert(tx, 'outer')
        await assert.rejects(
          tx.savepoint(async (inner) => {
            await insert(inner, 'lost')
            await insert(inner, 'outer')
          }),
          AppError,
        )
        await tx.savepoint(async (inner) => {
          await insert(inner, 'kept')
          await assert.rejects(
            inner.savepoint(async (innermost) => {
              await insert(innermost, 'lost too')
              throw new Error('no')
            }),
          )
        })
      })
      assert.deepEqual(await ids(db), ['kept', 'outer'])
      await db.close()
    })

    test('runs savepoints that start together one after the other', async () => {
      const db = await openItems()
      await db.transaction(async (tx) => {
        const results = await Promise.allSettled(
          ['a', 'b', 'c', 'd'].map((id) =>
            tx.savepoint(async (inner) => {
              await insert(inner, id)
              await inner.all(sql`select 1 as one`)
              if (id === 'b') throw new Error('no')
            }),
          ),
        )
        assert.equal(results.filter(({ status }) => status === 'rejected').length, 1)
      })
      assert.deepEqual(await ids(db), ['a', 'c', 'd'])
      await db.close()
    })

    test('sees its own writes while nobody else does', async () => {
      const db = await openItems()
      let outside: Promise<string[]> | undefined
      await db.transaction(async (tx) => {
        await insert(tx, 'a')
        outside = ids(db)
        await wait(5)
        assert.deepEqual(await ids(tx), ['a'])
      })
      const seen = await outside
      assert.ok(seen?.length === 0 || seen?.length === 1)
      assert.deepEqual(await ids(db), ['a'])
      await db.close()
    })

    test('that takes longer than its limit is undone, and holds nobody up for good', async () => {
      const db = await openItems()
      const slow = db.transaction(
        async (tx) => {
          await insert(tx, 'slow')
          await wait(500)
          await insert(tx, 'late')
        },
        { timeLimitMs: 50 },
      )
      const quick = db.transaction((tx) => insert(tx, 'quick'))
      await assert.rejects(slow, isUnavailable)
      await quick
      assert.deepEqual(await ids(db), ['quick'])
      await wait(600)
      assert.deepEqual(await ids(db), ['quick'])
      await db.close()
    })

    test('refuses statements that come after its end', async () => {
      const db = await openItems()
      let kept: Transaction | undefined
      await db.transaction(async (tx) => {
        kept = tx
      })
      assert.ok(kept)
      await assert.rejects(insert(kept, 'late'), /over/)
      await assert.rejects(
        kept.savepoint(async () => {}),
        /over/,
      )
      assert.deepEqual(await ids(db), [])
      await db.close()
    })

    test('whose statement failed is never reported as kept when it was not', async () => {
      const db = await openItems()
      const swallowing = db.transaction(async (tx) => {
        await insert(tx, 'a')
        await insert(tx, 'a').catch(() => {})
        return 'done'
      })
      const outcome = await swallowing.then(
        () => 'kept',
        () => 'undone',
      )
      assert.deepEqual(await ids(db), outcome === 'kept' ? ['a'] : [])
      await db.close()
    })

    test('is refused once the database is closed', async () => {
      const db = await openItems()
      const last = db.transaction((tx) => insert(tx, 'a'))
      await Promise.all([last, db.close()])
      await assert.rejects(
        db.transaction((tx) => insert(tx, 'b')),
        isUnavailable,
      )
      await assert.rejects(ids(db), isUnavailable)
    })
  })
}
