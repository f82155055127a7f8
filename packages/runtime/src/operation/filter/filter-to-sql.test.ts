import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../database/index.ts'
import type { Context } from '../context.ts'
import { ann, type Board, bob, databases, staff, startBoard } from '../fixture/index.ts'
import type { ListQuery } from '../list-query.ts'

type Conditions = { [name: string]: unknown }

for (const { name, open } of databases) {
  describe(`filters on ${name}`, () => {
    let database: Database
    let app: Board
    before(async () => {
      database = await open()
      app = await startBoard(database)
      const home = await app.board.create(app.system, { name: 'home' })
      const secret = await app.board.create(app.system, { name: 'secret' })
      const red = await app.label.create(app.system, { name: 'red' })
      const dark = await app.label.create(app.system, { name: 'dark' })
      const rows: [title: string, values: Conditions][] = [
        ['a', { points: 1, boardId: home.id, labelIds: [red.id] }],
        ['b', { points: 2, boardId: secret.id, labelIds: [red.id, dark.id] }],
        ['c', { points: 3, state: 'doing' }],
        ['d', { points: null, boardId: home.id, labelIds: [dark.id] }],
      ]
      for (const [title, values] of rows) {
        await app.card.create(app.system, { title, ownerId: 'ann', ...values })
      }
      await app.board.update(app.system, secret.id as string, { open: false })
      await app.label.update(app.system, dark.id as string, { open: false })
    })
    after(() => database.close())

    const found = async (where: Conditions, as: Context = app.as(staff)): Promise<string> => {
      const query = { where, sort: 'title', limit: 50 } as ListQuery
      return (await app.card.list(as, query)).data.map(({ title }) => title).join('')
    }

    const groups: [where: Conditions, found: string][] = [
      [{ or: [{ points: 1 }, { points: 3 }] }, 'ac'],
      [{ or: [] }, ''],
      [{ and: [] }, 'abcd'],
      [{ not: {} }, ''],
      [{ not: { points: 1 } }, 'bcd'],
      [{ not: { points: { gt: 1 }, title: 'b' } }, 'acd'],
      [{ not: { not: { points: null } } }, 'd'],
      [{ and: [{ or: [{ title: 'a' }, { title: 'b' }] }, { not: { points: 2 } }] }, 'a'],
      [{ title: undefined, points: { gt: 1, lt: undefined } }, 'bc'],
      [{ board: { name: 'home' } }, 'ad'],
      [{ board: { or: [{ name: 'home' }, { name: 'secret' }] } }, 'abd'],
      [{ not: { board: { name: 'home' } } }, 'bc'],
      [{ labels: { name: 'dark' } }, 'bd'],
      [{ or: [{ board: { name: 'secret' } }, { labels: { name: 'dark' } }] }, 'bd'],
    ]
    for (const [where, expected] of groups) {
      test(JSON.stringify(where), async () => assert.equal(await found(where), expected))
    }

    test('looks for text as it is written, in letters of either case', async () => {
      for (const title of ['50% \\ Off_', 'naïve']) {
        await app.card.create(app.system, { title, ownerId: 'ann' })
      }
      const titles: [where: Conditions, found: string][] = [
        [{ title: { contains: '% \\ o' } }, '50% \\ Off_'],
        [{ title: { contains: '5_' } }, ''],
        [{ title: { startsWith: '50%' } }, '50% \\ Off_'],
        [{ title: { startsWith: '%' } }, ''],
        [{ title: { endsWith: 'OFF_' } }, '50% \\ Off_'],
        [{ title: { endsWith: '%' } }, ''],
        [{ title: { endsWith: 'ïve' } }, 'naïve'],
        [{ title: { endsWith: 'a naïve' } }, ''],
        [{ title: { endsWith: '' }, points: 2 }, 'b'],
        [{ title: { contains: '' }, points: 2 }, 'b'],
      ]
      for (const [where, expected] of titles) assert.equal(await found(where), expected)
      for (const title of ['50% \\ Off_', 'naïve']) {
        const { data } = await app.card.list(app.system, { where: { title } })
        await app.card.delete(app.system, data[0]?.id as string)
      }
    })

    test('a relation whose key stands on the other side', async () => {
      const names = async (where: Conditions): Promise<string> => {
        const page = await app.board.list(app.as(staff), { where, sort: 'name' } as ListQuery)
        return page.data.map((one) => one.name).join(' ')
      }
      assert.equal(await names({ cards: { title: 'b' } }), 'secret')
      assert.equal(await names({ cards: { points: { exists: true } } }), 'home secret')
      assert.equal(await names({ not: { cards: { points: 1 } } }), 'secret')
    })

    test('a related record that the caller may not read never matches', async () => {
      const as = app.as(ann)
      assert.equal(await found({ board: { name: 'secret' } }, as), '')
      assert.equal(await found({ board: { name: { startsWith: 's' } } }, as), '')
      assert.equal(await found({ labels: { name: 'dark' } }, as), '')
      assert.equal(await found({ labels: { name: { ne: 'red' } } }, as), '')
      assert.equal(await found({ not: { labels: { name: 'dark' } } }, as), 'abcd')
      const boards = await app.board.list(app.as(bob), {
        where: { cards: { title: 'a' } } as never,
      })
      assert.deepEqual(boards.data, [])
    })

    test('a related field matches only where the caller may read it', async () => {
      const boards = async (where: Conditions): Promise<number> =>
        (await app.board.list(app.as(ann), { where } as ListQuery)).data.length
      assert.equal(await boards({ cards: { points: 1 } }), 1)
      await app.card.update(app.system, await idOf('a'), { state: 'doing' })
      assert.equal(await boards({ cards: { points: 1 } }), 0)
      assert.equal(await boards({ cards: { title: 'a' } }), 1)
      await app.card.update(app.system, await idOf('a'), { state: 'open' })
    })

    test('turned round, a field that may not be read says nothing of its value', async () => {
      for (const points of [3, 4]) {
        assert.equal(await found({ not: { points }, title: 'c' }, app.as(ann)), 'c')
      }
    })

    test('refuses what is too large or goes too far, before anything runs', async () => {
      const refused = async (where: Conditions): Promise<void> =>
        assert.rejects(app.card.list(app.as(staff), { where } as ListQuery), {
          code: 'bad_request',
        })
      await refused({ or: Array.from({ length: 51 }, () => ({ points: 1 })) })
      await refused({ not: { not: { not: { not: { not: { not: { points: 1 } } } } } } })
      await refused({ title: { in: Array.from({ length: 201 }, String) } })
      await refused({ title: { contains: 'a'.repeat(201) } })
      await refused({ or: Array.from({ length: 6 }, () => ({ title: { contains: 'a' } })) })
      await refused({ or: { title: 'a' } })
      await refused({ not: 1 })
      await refused({ board: 'home' })
      await refused({ board: { cards: { title: 'a' } } })
      await refused({ board: { nope: 1 } })
      await refused({ secretNote: 'x' })
      await refused({ labels: { secretNote: 'x' } })
      await refused({ or: [{ secretNote: 'x' }] })
    })

    async function idOf(title: string): Promise<string> {
      const { data } = await app.card.list(app.system, { where: { title } })
      return data[0]?.id as string
    }
  })
}
