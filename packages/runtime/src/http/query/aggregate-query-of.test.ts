import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FieldError } from '../../errors/index.ts'
import { aggregate } from '../../operation/index.ts'
import { sendAggregates } from '../answer/index.ts'
import { createFolder, createNote, type NotesApp, note, startNotes } from '../fixture/index.ts'
import type { Server } from '../index.ts'
import { aggregateQueryOf } from './aggregate-query-of.ts'

function noteAggregates(server: Server): void {
  server.get('/notes/aggregate', async (request, reply) => {
    const query = aggregateQueryOf(request, note)
    return sendAggregates(reply, await aggregate(request.context, note, query))
  })
}

describe('aggregates over REST', () => {
  let app: NotesApp
  before(async () => {
    app = await startNotes({ routes: [noteAggregates] })
    const folder = await createFolder(app.system, { name: 'Home' })
    for (const [title, ownerId, price] of [
      ['a', 'ann', '1.50'],
      ['b', 'ann', '2.25'],
      ['c', 'bob', '100.00'],
    ] as const) {
      const input = { title, ownerId, price, priority: 2, folderId: folder.id }
      await createNote(app.system, input as never)
    }
  })
  after(() => app.close())

  const ask = (as: string, query: string) =>
    app.call(as, 'GET', `/api/notes/aggregate${query === '' ? '' : `?${query}`}`)

  const cases: [as: string, query: string, data: unknown][] = [
    ['ann', '', [{ count: 2 }]],
    ['ann', 'count=*&sum=price', [{ count: 2, sum: { price: '3.75' } }]],
    ['staff', 'sum=price&max=title', [{ sum: { price: '103.75' }, max: { title: 'c' } }]],
    [
      'ann',
      'groupBy=title&avg=priority&not[title]=a',
      [{ group: { title: 'b' }, avg: { priority: 2 } }],
    ],
    ['ann', 'folder.name=Home', [{ count: 2 }]],
    ['ann', 'folder.name=Away', [{ count: 0 }]],
  ]
  for (const [as, query, data] of cases) {
    test(`?${query} as ${as}`, async () => {
      const answer = await ask(as, query)
      assert.deepEqual([answer.status, answer.body], [200, { data }])
    })
  }

  test('refuses guests, and everything that is wrong at once', async () => {
    assert.equal((await ask('', '')).status, 401)
    const answer = await ask('ann', 'count=1&sum=prise&groupBy=status:month,key&limit=5&nope=1')
    assert.equal(answer.status, 400)
    const errors = answer.body.errors as FieldError[]
    assert.deepEqual(
      errors.map(({ path, code }) => [path, code]),
      [
        ['count', 'invalid_value'],
        ['sum', 'unknown_field'],
        ['groupBy', 'unknown_field'],
        ['limit', 'unknown_parameter'],
        ['nope', 'unknown_parameter'],
      ],
    )
    assert.match(errors[1]?.message ?? '', /did you mean "price"/)
    assert.equal((await ask('ann', 'groupBy=status:month')).status, 400)
    assert.equal((await ask('ann', 'sum=key')).status, 400)
  })
})
