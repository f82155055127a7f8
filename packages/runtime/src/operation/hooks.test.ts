import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Database } from '../database/index.ts'
import type { AppError } from '../errors/index.ts'
import type { EntityHooks, Repository } from '../hooks/index.ts'
import type { Card, CardInput, Named } from './fixture/index.ts'
import { ann, type Board, databases, startBoard } from './fixture/index.ts'
import type { AnyRecord } from './list-query.ts'

type Boards = Repository<Named, Partial<Named>, Partial<Named>>
type Cards = Repository<Card, CardInput, CardInput & Partial<Card>>

/** The entities a hook sees, typed as `model.gen.ts` would. */
function entities(db: object): { Board: Boards; Card: Cards } {
  return db as { Board: Boards; Card: Cards }
}

for (const { name, open } of databases) {
  describe(`hooks on ${name}`, () => {
    const opened: Database[] = []
    const start = async (
      card: EntityHooks<Card, CardInput, CardInput>,
      every?: EntityHooks<AnyRecord, AnyRecord, AnyRecord>,
    ): Promise<Board> => {
      const database = await open()
      opened.push(database)
      return startBoard(database, { card, ...(every && { every }) })
    }
    after(async () => {
      for (const database of opened) await database.close()
    })

    test('run around the write, those of every entity outermost', async () => {
      const seen: string[] = []
      const log = (text: string) => void seen.push(text)
      const app = await start(
        {
          create: { before: () => log('card before'), after: () => log('card after') },
          update: {
            before: () => log('card before'),
            after: ({ changed }) => log(`card after ${[...changed].sort()}`),
          },
          delete: { before: () => log('card before'), after: () => log('card after') },
        },
        {
          create: {
            before: ({ entity, operation }) => log(`every before ${entity} ${operation}`),
            after: () => log('every after'),
          },
          update: { before: () => log('every before'), after: () => log('every after') },
          delete: { before: () => log('every before'), after: () => log('every after') },
        },
      )
      const made = await app.card.create(app.as(ann), { title: 'a' })
      assert.deepEqual(seen.splice(0), [
        'every before Card create',
        'card before',
        'card after',
        'every after',
      ])
      await app.card.update(app.as(ann), made.id as string, { title: 'b' })
      assert.deepEqual(seen.splice(0), [
        'every before',
        'card before',
        'card after title,updatedAt,version',
        'every after',
      ])
      await app.card.delete(app.system, made.id as string)
      assert.deepEqual(seen.splice(0), ['every before', 'card before', 'card after', 'every after'])
    })

    test('before may set what a caller cannot, under the same limits', async () => {
      const app = await start({
        create: {
          before: ({ input }) => ({
            secretNote: 'from the hook',
            title: input.title === 'long' ? 'x'.repeat(30) : `${input.title}!`,
          }),
        },
      })
      const made = await app.card.create(app.as(ann), { title: 'a' })
      assert.equal(made.title, 'a!')
      assert.equal((await app.card.get(app.system, made.id as string)).secretNote, 'from the hook')
      await assert.rejects(app.card.create(app.as(ann), { title: 'long' }), { code: 'invalid' })
    })

    test('fail refuses with the field and undoes what the hook did', async () => {
      const app = await start({
        create: {
          async before({ system, fail }) {
            await entities(system).Board.create({ name: 'left over?' })
            throw fail(409, 'Sold out', 'title')
          },
        },
      })
      await assert.rejects(app.card.create(app.as(ann), { title: 'a' }), (error: AppError) => {
        assert.equal(error.code, 'conflict')
        assert.deepEqual(error.errors, [{ path: 'title', code: 'refused', message: 'Sold out' }])
        return true
      })
      assert.equal((await app.board.list(app.system)).data.length, 0)
    })

    test('nested operations join the transaction: one that is caught is undone alone', async () => {
      const app = await start({
        create: {
          async after({ system }) {
            const boards = entities(system).Board
            await boards.create({ name: 'kept' })
            await boards.create({ name: 'x'.repeat(80) }).catch(() => undefined)
            await entities(system)
              .Card.update('missing', { title: 'x' })
              .catch(() => undefined)
          },
        },
      })
      await app.card.create(app.as(ann), { title: 'a' })
      assert.deepEqual(
        (await app.board.list(app.system)).data.map((one) => one.name),
        ['kept'],
      )
    })

    test('db keeps the rules of the caller, system does not', async () => {
      const seen: unknown[] = []
      const app = await start({
        create: {
          async after({ db, system }) {
            seen.push(await entities(db).Board.count(), await entities(system).Board.count())
          },
        },
      })
      await app.board.create(app.system, { name: 'secret', open: false })
      await app.card.create(app.as(ann), { title: 'a' })
      assert.deepEqual(seen, [0, 1])
    })

    test('what waits for the commit runs once after it, and never when it is undone', async () => {
      const seen: string[] = []
      const app = await start({
        create: {
          after({ input, afterCommit, fail }) {
            afterCommit(() => void seen.push(String(input.title)))
            if (input.title === 'bad') throw fail(422, 'no')
            return undefined
          },
        },
      })
      await app.card.create(app.as(ann), { title: 'good' })
      await assert.rejects(app.card.create(app.as(ann), { title: 'bad' }))
      assert.deepEqual(seen, ['good'])
    })

    test('replace stands in for the statement and still passes rules and masks', async () => {
      const app = await start({
        create: {
          replace: ({ record, next }) =>
            next({ ...record, title: 'replaced', secretNote: 'hidden' }),
        },
        update: {
          replace: async ({ proceed }) => ({ ...(await proceed()), title: 'told otherwise' }),
        },
        delete: { replace: async () => undefined },
        get: {
          after({ record }) {
            record.title = `${record.title} (seen)`
          },
        },
        list: { after: ({ records }) => void records.reverse() },
      })
      const made = await app.card.create(app.as(ann), { title: 'a' })
      assert.equal(made.title, 'replaced')
      assert.equal('secretNote' in made, false)
      const id = made.id as string
      assert.equal((await app.card.update(app.as(ann), id, { title: 'b' })).title, 'told otherwise')
      await app.card.delete(app.system, id)
      assert.equal((await app.card.get(app.as(ann), id)).title, 'b (seen)')
      await assert.rejects(app.card.update(app.as(ann), id, { state: 'open', points: null }))
    })

    test('list before narrows the query, and the access rule stays', async () => {
      const app = await start({
        list: { before: ({ query }) => ({ ...query, where: { title: 'b' } }) },
      })
      for (const title of ['a', 'b', 'c']) await app.card.create(app.as(ann), { title })
      await app.card.create(app.system, { title: 'b', ownerId: 'bob' })
      assert.equal((await app.card.list(app.as(ann))).data.length, 1)
    })

    test('operations that call each other without end are stopped', async () => {
      const app = await start({
        create: {
          async before({ system }) {
            await entities(system).Card.create({ title: 'again' })
          },
        },
      })
      await assert.rejects(app.card.create(app.as(ann), { title: 'a' }), /is there a loop/)
    })
  })
}
