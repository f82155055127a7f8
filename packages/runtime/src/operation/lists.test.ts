import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database, Sql } from '../database/index.ts'
import { ann, type Board, databases, staff, startBoard } from './fixture/index.ts'
import type { AnyRecord, ListQuery, Page } from './list-query.ts'

const titles = (page: Page<AnyRecord>) => page.data.map((one) => one.title)

for (const { name, open } of databases) {
  describe(`lists on ${name}`, () => {
    let database: Database
    let app: Board
    const list = (query: ListQuery = {}) => app.card.list(app.as(staff), query)

    before(async () => {
      database = await open()
      app = await startBoard(database)
      const rows: [string, number | null, string][] = [
        ['apple', 3, 'ann'],
        ['Banana', null, 'ann'],
        ['cherry', 3, 'bob'],
        ['date', 1, 'bob'],
        ['100%', 8, 'ann'],
        ['1000', null, 'ann'],
      ]
      for (const [title, points, ownerId] of rows) {
        await app.card.create(app.system, { title, points, ownerId })
      }
    })
    after(() => database.close())

    test('filters by every operator', async () => {
      const found = async (where: ListQuery['where']) =>
        titles(await list({ where, sort: 'title', limit: 50 } as ListQuery)).join(' ')
      assert.equal(await found({ title: 'date' }), 'date')
      assert.equal(await found({ points: { gt: 1, lte: 3 } }), 'apple cherry')
      assert.equal(await found({ points: { ne: 3 } }), '100% 1000 Banana date')
      assert.equal(await found({ points: null }), '1000 Banana')
      assert.equal(await found({ points: { exists: true } }), '100% apple cherry date')
      assert.equal(await found({ title: { in: ['date', 'apple', 'nope'] } }), 'apple date')
      assert.equal(await found({ points: { nin: [3, 8] } }), '1000 Banana date')
      assert.equal(await found({ title: { contains: 'AN' } }), 'Banana')
      assert.equal(await found({ title: { startsWith: '100%' } }), '100%')
      assert.equal(await found({ title: { endsWith: 'e' } }), 'apple date')
      assert.equal(await found({ title: { in: [] } }), '')
    })

    test('walks forwards and back over ties and nulls without losing or doubling a record', async () => {
      for (const sort of ['points', '-points', 'points,-title', '-ownerId,points', 'title']) {
        const whole = titles(await list({ sort, limit: 50 }))
        assert.equal(whole.length, 6)
        const walked: unknown[] = []
        let after: string | null = null
        let last: Page<AnyRecord> | undefined
        do {
          last = await list({ sort, limit: 2, ...(after !== null && { after }) })
          walked.push(...titles(last))
          after = last.page.next
        } while (after !== null)
        assert.deepEqual(walked, whole, sort)
        const back = await list({ sort, limit: 2, before: last.page.previous as string })
        assert.deepEqual(titles(back), whole.slice(2, 4), sort)
        const first = await list({ sort, limit: 2, before: back.page.previous as string })
        assert.deepEqual(titles(first), whole.slice(0, 2), sort)
        assert.equal(first.page.previous, null)
        assert.equal(first.page.hasMore, true)
      }
    })

    test('a cursor stays where it is when records come in before it', async () => {
      const first = await list({ sort: 'title', limit: 2 })
      await app.card.create(app.system, { title: '0 early', ownerId: 'ann' })
      const second = await list({ sort: 'title', limit: 2, after: first.page.next as string })
      assert.deepEqual(titles(second), ['Banana', 'apple'])
    })

    test('a cursor that was tampered with or belongs to another sort is refused', async () => {
      const { page } = await list({ sort: 'title', limit: 1 })
      const next = page.next as string
      for (const after of [
        `${next.startsWith('A') ? 'B' : 'A'}${next.slice(1)}`,
        'x',
        '',
        next.slice(0, -2),
      ]) {
        await assert.rejects(list({ sort: 'title', after }), { code: 'bad_request' })
      }
      await assert.rejects(list({ sort: '-title', after: next }), { code: 'bad_request' })
      await assert.rejects(app.board.list(app.as(staff), { after: next }), { code: 'bad_request' })
    })

    test('counts and skips on request', async () => {
      const page = await list({ limit: 2, offset: 2, sort: 'title', count: 'exact' })
      assert.equal(page.page.total, 7)
      assert.equal(page.data.length, 2)
      await assert.rejects(list({ offset: 100_000 }), { code: 'bad_request' })
      await assert.rejects(list({ limit: 51 }), { code: 'bad_request' })
      await assert.rejects(list({ limit: 0 }), { code: 'bad_request' })
    })

    test('picks fields', async () => {
      const page = await list({ fields: ['title'], limit: 1, sort: 'title' })
      assert.deepEqual(page.data, [{ title: '0 early' }])
      await assert.rejects(list({ fields: ['secretNote'] }), { code: 'bad_request' })
    })

    test('includes every kind of relation under its own rules, one statement a level', async () => {
      const open = await app.board.create(app.system, { name: 'open' })
      const closed = await app.board.create(app.system, { name: 'closed' })
      const tag = await app.label.create(app.system, { name: 'tag' })
      for (const title of ['i1', 'i2', 'i3']) {
        await app.card.create(app.system, {
          title,
          ownerId: 'ann',
          boardId: title === 'i3' ? closed.id : open.id,
          labelIds: [tag.id],
        })
      }
      await app.board.update(app.system, closed.id as string, { open: false })
      const statements: Sql[] = []
      const counting = {
        ...database,
        all: <Row>(query: Sql) => {
          statements.push(query)
          return database.all<Row>(query)
        },
      }
      const query = {
        where: { title: { startsWith: 'i' } },
        sort: 'title',
        include: ['board', 'board.cards', 'labels'],
      }
      const counted = { ...app.as(staff), services: { ...app.services, database: counting } }
      assert.equal((await app.card.list(counted, query)).data.length, 3)
      assert.equal(statements.length, 4)
      const page = await app.card.list(app.as(ann), query)
      const [one, , three] = page.data as {
        board: { name: string; cards: { title: string }[] } | null
        labels: unknown[]
      }[]
      assert.equal(one?.board?.name, 'open')
      assert.deepEqual(one?.board?.cards.map((c) => c.title).sort(), ['i1', 'i2'])
      assert.equal(three?.board, null)
      assert.equal(one?.labels.length, 1)
      await assert.rejects(list({ include: ['nope'] }), { code: 'bad_request' })
      await assert.rejects(list({ include: ['board.cards.board.cards'] }), { code: 'bad_request' })
    })
  })
}
