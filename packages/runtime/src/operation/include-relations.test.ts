import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Database } from '../database/index.ts'
import { type Board, databases, staff, startBoard } from './fixture/index.ts'
import type { ListQuery } from './list-query.ts'

const cards = 100

for (const { name, open } of databases) {
  let database: Database
  let app: Board
  before(async () => {
    database = await open()
    app = await startBoard(database)
    const board = await app.board.create(app.system, { name: 'round' })
    for (let index = 0; index < cards; index++) {
      await app.card.create(app.system, {
        title: `${index}`,
        ownerId: 'ann',
        boardId: board.id as string,
      })
    }
  })
  after(() => database.close())

  const included = async (include: string): Promise<number> => {
    const query = { include: [include] } as unknown as ListQuery
    const { data } = await app.board.list(app.as(staff), query)
    return JSON.stringify(data).split('"id":').length - 2
  }

  test(`relations that go round are sent as long as the answer stays small, on ${name}`, async () => {
    assert.equal(await included('cards'), cards)
    assert.equal(await included('cards.board'), cards * 2)
  })

  test(`relations that multiply are refused before they are written out, on ${name}`, async () => {
    await assert.rejects(included('cards.board.cards'), {
      code: 'bad_request',
      message: /More than 10000 related records in one answer/,
    })
  })
}
