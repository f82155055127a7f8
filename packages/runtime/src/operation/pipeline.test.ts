import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { anonymous } from '../access/index.ts'
import { sql } from '../database/index.ts'
import { AppError } from '../errors/index.ts'
import { ann, bob, databases, staff, startBoard } from './fixture/index.ts'

/** The refusal a promise ends in: its code, and the paths it names. */
async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const paths = error.errors.map(({ path, code }) => `${path}:${code}`)
    return [error.code, ...paths].join(' ')
  }
  return 'not refused'
}

for (const { name, open } of databases) {
  describe(`the pipeline on ${name}`, async () => {
    const database = await open()
    const app = await startBoard(database)
    const { card, board, label } = app
    after(() => database.close())

    test('create refuses in this order: the form, the caller, the initial state, the rule', async () => {
      assert.equal(await refusal(card.create(app.as(anonymous), {})), 'invalid title:required')
      assert.equal(await refusal(card.create(app.as(anonymous), { title: 'a' })), 'unauthenticated')
      assert.equal(
        await refusal(card.create(app.as(ann), { title: 'a', state: 'done' })),
        'invalid state:transition',
      )
      assert.equal(
        await refusal(card.create(app.as(ann), { title: 'a', ownerId: 'bob' })),
        'forbidden',
      )
    })

    test('create refuses what is not a field, what cannot be set and what is too long, all at once', async () => {
      const input = { title: 'x'.repeat(21), secretNote: 'x', nope: 1, points: -1, labelIds: 'x' }
      assert.equal(
        await refusal(card.create(app.as(ann), input)),
        'invalid secretNote:unknown nope:unknown title:too_long points:too_small labelIds:type',
      )
    })

    test('a record comes back without its hidden fields, and with defaults and trimmed text', async () => {
      const made = await card.create(app.as(ann), { title: '  Write  ' })
      assert.equal(made.title, 'Write')
      assert.equal(made.state, 'open')
      assert.equal(made.ownerId, 'ann')
      assert.equal('secretNote' in made, false)
      const inside = await card.get(app.system, made.id as string)
      assert.equal(inside.secretNote, null)
    })

    test('a record that may not be read does not exist', async () => {
      const made = await card.create(app.as(ann), { title: 'mine' })
      const id = made.id as string
      assert.equal(await refusal(card.get(app.as(bob), id)), 'not_found')
      assert.equal(await refusal(card.update(app.as(bob), id, { title: 'x' })), 'not_found')
      assert.equal(await refusal(card.get(app.as(anonymous), id)), 'unauthenticated')
      assert.equal(await refusal(card.delete(app.as(bob), id)), 'forbidden')
      assert.equal(await refusal(card.delete(app.as(ann), id)), 'forbidden')
    })

    test('an update rule sees the final values and which fields change', async () => {
      const made = await card.create(app.as(ann), { title: 'mine' })
      const id = made.id as string
      assert.equal((await card.update(app.as(ann), id, { title: 'new' })).version, 2)
      assert.equal((await card.update(app.as(ann), id, { state: 'doing' })).state, 'doing')
      assert.equal(await refusal(card.update(app.as(ann), id, { state: 'open' })), 'forbidden')
      assert.equal((await card.update(app.as(staff), id, { state: 'open' })).state, 'open')
    })

    test('a state goes only where the model says, for server code too', async () => {
      const made = await card.create(app.as(ann), { title: 'mine' })
      const id = made.id as string
      assert.equal(
        await refusal(card.update(app.as(staff), id, { state: 'done' })),
        'invalid state:transition',
      )
      assert.equal(
        await refusal(card.update(app.system, id, { state: 'done' })),
        'invalid state:transition',
      )
    })

    test('checks hold on the final values, in memory and in the database', async () => {
      const closed = await board.create(app.system, { name: 'closed', open: false })
      const made = await card.create(app.as(ann), { title: 'mine' })
      const id = made.id as string
      await card.update(app.as(staff), id, { state: 'doing' })
      assert.equal(
        await refusal(card.update(app.as(staff), id, { state: 'done' })),
        'invalid :check',
      )
      assert.equal(
        await refusal(card.update(app.as(staff), id, { boardId: closed.id })),
        'invalid :check',
      )
      assert.equal((await card.get(app.as(staff), id)).boardId, null)
    })

    test('a field rule refuses by name, and hides the field where it says so', async () => {
      const made = await card.create(app.as(ann), { title: 'mine' })
      const id = made.id as string
      assert.equal(
        await refusal(card.update(app.as(ann), id, { points: 1 })),
        'forbidden points:forbidden',
      )
      assert.equal(
        await refusal(card.create(app.as(ann), { title: 'a', points: 1 })),
        'forbidden points:forbidden',
      )
      await card.update(app.as(staff), id, { points: 5 })
      assert.equal((await card.get(app.as(ann), id)).points, 5)
      await card.update(app.as(staff), id, { state: 'doing' })
      assert.equal('points' in (await card.get(app.as(ann), id)), false)
      assert.equal((await card.get(app.as(staff), id)).points, 5)
    })

    test('a hidden value cannot be found by filtering or sorting', async () => {
      const made = await card.create(app.as(ann), { title: 'hidden' })
      const id = made.id as string
      await card.update(app.as(staff), id, { points: 13 })
      await card.update(app.as(staff), id, { state: 'doing' })
      const found = await card.list(app.as(ann), { where: { points: 13 } })
      assert.deepEqual(found.data, [])
      assert.equal((await card.list(app.as(staff), { where: { points: 13 } })).data.length, 1)
      assert.equal(
        await refusal(card.list(app.as(ann), { sort: 'points' })),
        'bad_request sort:invalid',
      )
      assert.equal(
        await refusal(card.list(app.as(ann), { where: { secretNote: 'x' } })),
        'bad_request secretNote:invalid',
      )
    })

    test('links are set as a whole, and a target that may not be read counts as missing', async () => {
      const a = await label.create(app.system, { name: 'a' })
      const secret = await label.create(app.system, { name: 's', open: false })
      const made = await card.create(app.as(ann), { title: 'linked', labelIds: [a.id] })
      const id = made.id as string
      const got = await card.get(app.as(ann), id, { include: ['labels'] })
      assert.deepEqual(
        (got.labels as { name: string }[]).map((one) => one.name),
        ['a'],
      )
      for (const wrong of [secret.id, 'no-such-label']) {
        assert.equal(
          await refusal(card.update(app.as(staff), id, { labelIds: ['no-such-label', wrong] })),
          'invalid labelIds:reference',
        )
        assert.equal(
          await refusal(card.create(app.as(ann), { title: 'x', labelIds: [wrong] })),
          'invalid labelIds:reference',
        )
      }
      await card.update(app.as(staff), id, { labelIds: [] })
      assert.deepEqual((await card.get(app.as(ann), id, { include: ['labels'] })).labels, [])
    })

    test('a reference to a record that may not be read is refused like one to nothing', async () => {
      const hidden = await board.create(app.system, { name: 'hidden', open: false })
      for (const wrong of [hidden.id, 'no-such-board']) {
        assert.equal(
          await refusal(card.create(app.as(ann), { title: 'x', boardId: wrong })),
          'invalid boardId:reference',
        )
      }
    })

    test('a version that is not the expected one is refused with 412', async () => {
      const made = await card.create(app.as(ann), { title: 'mine' })
      const id = made.id as string
      assert.equal(
        await refusal(card.update(app.as(ann), id, { title: 'x' }, { expectedVersions: [2] })),
        'precondition_failed',
      )
      await card.update(app.as(ann), id, { title: 'x' }, { expectedVersions: [1] })
    })

    test('history keeps what changed, by whom', async () => {
      const made = await card.create(app.as(ann), { title: 'kept' })
      await card.update(app.as(ann), made.id as string, { title: 'changed' })
      await card.delete(app.as(staff), made.id as string)
      const rows = await database.all<{ operation: string; actor: string; changes: string }>(sql`
        select "operation", "actor", "changes" from "cambium_history"
        where "record_id" = ${made.id as string} order by "id"
      `)
      assert.deepEqual(
        rows.map(({ operation, actor }) => `${operation} ${actor}`),
        ['create ann', 'update ann', 'delete sam'],
      )
      assert.equal(JSON.parse(rows[1]?.changes ?? '').title, 'changed')
    })

    test('only server code may bring the id', async () => {
      const made = await card.create(app.system, { id: 'fixed', title: 'mine' })
      assert.equal(made.id, 'fixed')
      assert.equal(await refusal(card.create(app.system, { id: 7, title: 'x' })), 'invalid id:type')
      assert.equal(
        await refusal(card.create(app.system, { id: 'fixed', title: 'x' })),
        'conflict id:taken',
      )
      assert.equal(
        await refusal(card.create(app.as(staff), { id: 'mine', title: 'x' })),
        'invalid id:unknown',
      )
    })

    test('nothing to change is said', async () => {
      const made = await card.create(app.as(ann), { title: 'mine' })
      assert.equal(
        await refusal(card.update(app.as(ann), made.id as string, {})),
        'invalid :required',
      )
    })
  })
}
