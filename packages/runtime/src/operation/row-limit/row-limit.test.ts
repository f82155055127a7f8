import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Database, raw } from '../../database/index.ts'
import { AppError } from '../../errors/index.ts'
import { aggregate } from '../aggregate/index.ts'
import { ann, type Board, bob, databases, staff, startBoard } from '../fixture/index.ts'
import type { ListQuery } from '../list-query.ts'
import type { Resource } from '../resource.ts'
import { createRowLimits } from './index.ts'

const rows = 100
const cards = 250

const indexes = [['boardId', '-createdAt'], ['title'], ['ownerId']]

const fill = [
  `insert into "boards" values ('b1', 'One', true), ('b2', 'Two', true)`,
  `insert into "cards" with recursive c(n) as (select 1 union all select n + 1 from c where n < ${cards})
    select 'c' || (1000 + n), 'card ' || (1000 + n), 'open', n % 7, null,
      case when n <= 20 then 'ann' else 'bob' end, case when n <= 30 then 'b1' else 'b2' end,
      instant, instant, 1 from c`,
  'create index "ix_board" on "cards" ("board_id", "created_at" desc)',
  'create index "ix_title" on "cards" ("title")',
  'create index "ix_owner" on "cards" ("owner_id")',
]

for (const { name, open } of databases) {
  describe(`a table of ${cards} rows of which ${rows} may be gone through, ${name}`, () => {
    let database: Database
    let board: Board
    let limited: Board
    before(async () => {
      database = await open()
      board = await startBoard(database)
      for (const statement of fill) {
        await database.run(raw(withInstants(statement, database)))
      }
      Object.assign(board.card.resource, { indexes })
      const services = { ...board.services, rowLimits: createRowLimits(rows) }
      limited = { ...board, services, as: (caller) => ({ ...board.as(caller), services }) }
    })
    after(() => database.close())

    const list = (query: ListQuery, caller = staff) => limited.card.list(limited.as(caller), query)
    const refusal = async (query: ListQuery, caller = staff): Promise<string> => {
      try {
        await list(query, caller)
        return 'answered'
      } catch (error) {
        assert.ok(error instanceof AppError, String(error))
        assert.equal(error.status, 422)
        assert.equal(error.errors[0]?.code, 'too_costly')
        return error.errors[0]?.path ?? ''
      }
    }

    test('is listed by its key and by indexes', async () => {
      assert.equal((await list({})).data.length, 3)
      assert.equal((await list({ sort: '-title', limit: 50 })).data.length, 50)
      const one = await list({ where: { title: 'card 1007' }, sort: 'points' })
      assert.equal(one.data.length, 1)
    })

    test('is not sorted by a field without an index', async () => {
      assert.equal(await refusal({ sort: 'points' }), 'sort')
      assert.equal(await refusal({ sort: '-createdAt' }), 'sort')
      assert.equal(await refusal({ sort: 'points', where: { boardId: 'b2' } }), 'sort')
    })

    test('is sorted by any field where an index leaves few rows', async () => {
      const found = await list({ sort: '-points', where: { boardId: 'b1' }, limit: 50 })
      assert.equal(found.data.length, 30)
      assert.equal((await list({ where: { boardId: 'b2' }, sort: '-createdAt' })).data.length, 3)
    })

    test('is sorted by any field for a caller who may read few rows', async () => {
      const found = await list({ sort: 'state', limit: 50 }, ann)
      assert.equal(found.data.length, 20)
      assert.equal(await refusal({ sort: 'state' }, bob), 'sort')
    })

    test('is counted exactly up to the limit, and an estimate tells no more than it saw', async () => {
      assert.equal(await refusal({ count: 'exact' }), 'count')
      const few = await list({ count: 'exact', where: { boardId: 'b1' } })
      assert.equal(few.page.total, 30)
      assert.equal(few.page.totalIsMinimum, undefined)
      const own = await list({ count: 'exact' }, ann)
      assert.equal(own.page.total, 20)
      const many = await list({ count: 'estimate' })
      assert.ok((many.page.total ?? -1) >= rows && (many.page.total ?? cards) <= cards)
      if (database.dialect === 'sqlite') assert.equal(many.page.totalIsMinimum, true)
    })

    test('is not added up beyond the limit', async () => {
      const resource = limited.card.resource as Resource
      const counted = (query: object, caller = staff) =>
        aggregate(limited.as(caller), resource, query)
      await assert.rejects(counted({ groupBy: ['state'] }), { code: 'invalid' })
      const [few] = await counted({ where: { boardId: 'b1' }, groupBy: ['state'] })
      assert.deepEqual(few, { group: { state: 'open' }, count: 30 })
      assert.equal((await counted({}, ann))[0]?.count, 20)
    })

    test('is gone through by server code as far as it likes', async () => {
      const inside = { ...limited.as(staff), outward: false }
      assert.equal((await limited.card.list(inside, { sort: 'points' })).data.length, cards)
      assert.equal((await aggregate(inside, limited.card.resource, {}))[0]?.count, cards)
      const system = { ...limited.as(staff), unrestricted: true }
      assert.equal((await limited.card.list(system, { sort: 'points', limit: 3 })).data.length, 3)
    })

    test('is not gone through for a relation that leads to it from a small one', async () => {
      const found = limited.board.list(limited.as(staff), {
        where: { cards: { title: { contains: 'nothing' } } },
      } as ListQuery)
      if (database.dialect === 'sqlite') await assert.rejects(found, { code: 'invalid' })
      else assert.deepEqual((await found).data, [])
    })

    test('is searched for a text on SQLite as far as the limit goes', async () => {
      const rare = { where: { title: { contains: 'nothing' } } }
      assert.equal(await refusal(rare), database.dialect === 'sqlite' ? 'title' : 'answered')
      const found = await list({ where: { title: { contains: 'card' } } })
      assert.equal(found.data.length, 3)
    })
  })
}

/** An instant of its own for each row. */
function withInstants(statement: string, { dialect }: Database): string {
  const text = "'2026-11-20T10:00:00.' || substr('' || (1000 + n), 2) || 'Z'"
  const instant = dialect === 'sqlite' ? text : `cast(${text} as timestamptz)`
  return statement.replaceAll('instant', instant)
}
