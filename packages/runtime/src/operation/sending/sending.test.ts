import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Database, Sql, Transaction } from '../../database/index.ts'
import { sql } from '../../database/index.ts'
import type { EntityHooks, Senders } from '../../hooks/index.ts'
import { createSystemTables } from '../../migrate/index.ts'
import type { Context } from '../context.ts'
import { defineUpsert } from '../define-upsert.ts'
import {
  ann,
  type Board,
  type Card,
  type CardInput,
  databases,
  startBoard,
} from '../fixture/index.ts'
import { createMany, updateMatching } from '../many/index.ts'
import { transact } from '../transact.ts'
import type { Outgoing } from './outgoing.ts'

/** Every hook of the board may send these. */
interface Sending {
  emit(event: string, payload: unknown): void
  enqueue(job: string, input?: unknown, options?: { uniqueKey?: string }): Promise<string>
  mail(to: string, template: string, data?: unknown): void
}

const outgoing: Outgoing = {
  emit: (_context, name, payload) => [{ kind: 'event', name, payload }],
  enqueue(_context, name, { input, options }) {
    if (name === 'none') throw new Error('There is no job "none"')
    return { id: `id of ${name}`, kind: 'job', name, payload: input, uniqueKey: options.uniqueKey }
  },
  mail: (_context, { to, template }) => ({ kind: 'mail', name: template, payload: to }),
  recordWritten: (_context, { entity, operation }) =>
    entity === 'Board' ? [{ kind: 'event', name: `board.${operation}`, payload: {} }] : [],
}

for (const { name, open } of databases) {
  describe(`what hooks send on ${name}`, () => {
    const opened: Database[] = []
    after(async () => {
      for (const database of opened) await database.close()
    })

    async function start(
      card: EntityHooks<Card, CardInput, CardInput>,
    ): Promise<{ app: Board; call: Context; statements: string[]; wakes: () => number }> {
      const database = await open()
      opened.push(database)
      const app = await startBoard(database, { card })
      await createSystemTables(database)
      const statements: string[] = []
      let woken = 0
      const services = {
        ...app.services,
        database: watched(database, statements),
        outgoing: { ...outgoing, wake: () => void woken++ },
      }
      return { app, call: { ...app.as(ann), services }, statements, wakes: () => woken }
    }
    const written = async (app: Board): Promise<string[]> => {
      const rows = await app.services.database.all<{ kind: string; name: string }>(
        sql`select "kind", "name" from "cambium_jobs" order by "seq"`,
      )
      return rows.map((row) => `${row.kind} ${row.name}`)
    }
    const sending = (event: Senders): Sending => event as unknown as Sending

    test('is written with one statement before the commit, with who asked for it', async () => {
      const { app, call, statements, wakes } = await start({
        create: {
          async before(event) {
            await sending(event).enqueue('first')
          },
          after(event) {
            sending(event).emit('card.made', { id: event.record.id })
            sending(event).mail('ann@example.com', 'welcome')
          },
        },
      })
      await app.card.create(call, { title: 'a' })
      assert.deepEqual(await written(app), ['job first', 'event card.made', 'mail welcome'])
      assert.equal(statements.filter((text) => text.includes('into "cambium_jobs"')).length, 1)
      assert.match(statements.at(-1) ?? '', /into "cambium_jobs"/)
      assert.equal(wakes(), 1)
      const [row] = await app.services.database.all<{ origin: string }>(
        sql`select "origin" from "cambium_jobs"`,
      )
      assert.deepEqual(JSON.parse(row?.origin ?? ''), {
        requestId: 'test',
        callerId: 'ann',
        tenant: null,
      })
    })

    test('is gone with the transaction, and wakes nobody', async () => {
      const { app, call, wakes } = await start({
        create: {
          after(event) {
            sending(event).emit('card.made', {})
            throw event.fail(422, 'no')
          },
        },
      })
      await assert.rejects(app.card.create(call, { title: 'a' }), /no/)
      assert.deepEqual(await written(app), [])
      assert.equal(wakes(), 0)
    })

    test('is gone with a savepoint, and what was held for after the commit as well', async () => {
      const later: string[] = []
      const { app, call } = await start({
        create: {
          after(event) {
            const { title } = event.record
            sending(event).emit(`made.${title}`, {})
            event.afterCommit(() => void later.push(title))
            if (title === 'bad') throw event.fail(422, 'no')
          },
        },
      })
      await transact(call, 'test', async (inside) => {
        await app.card.create(inside, { title: 'one' })
        await app.card.create(inside, { title: 'bad' }).catch(() => undefined)
        await app.card.create(inside, { title: 'two' })
      })
      assert.deepEqual(await written(app), ['event made.one', 'event made.two'])
      assert.deepEqual(later, ['one', 'two'])
    })

    test('of many records is one statement, and of none where one is refused', async () => {
      const { app, call, statements } = await start({
        create: {
          after(event) {
            sending(event).emit(`made.${event.record.title}`, {})
            if (event.record.title === 'bad') throw event.fail(422, 'no')
          },
        },
        update: { after: (event) => sending(event).emit('changed', {}) },
      })
      const titles = ['a', 'b', 'c']
      await createMany(
        call,
        app.card,
        titles.map((title) => ({ title })),
      )
      assert.equal((await written(app)).length, 3)
      assert.equal(statements.filter((text) => text.includes('into "cambium_jobs"')).length, 1)
      await assert.rejects(createMany(call, app.card, [{ title: 'd' }, { title: 'bad' }]), /no/)
      assert.equal((await written(app)).length, 3)
      await updateMatching(call, app.card, { query: {}, changes: { title: 'x' } })
      assert.equal((await written(app)).length, 6)
      assert.equal(statements.filter((text) => text.includes('into "cambium_jobs"')).length, 2)
    })

    test('of an upsert is that of what it turns out to be', async () => {
      const { app, call } = await start({
        create: { after: (event) => sending(event).emit('made', {}) },
        update: { after: (event) => sending(event).emit('changed', {}) },
      })
      const upsert = defineUpsert(app.card.resource, { by: 'id', ...app.card })
      const id = '01890000-0000-7000-8000-000000000001'
      await upsert(call, id, { title: 'a' })
      await upsert(call, id, { title: 'b' })
      assert.deepEqual(await written(app), ['event made', 'event changed'])
    })

    test('that cannot be written undoes the operation, whether anybody waits for it or not', async () => {
      const { app, call } = await start({
        create: { after: (event) => void sending(event).enqueue('none') },
      })
      await assert.rejects(app.card.create(call, { title: 'a' }), /There is no job "none"/)
      assert.equal((await app.card.list(call)).data.length, 0)
    })

    test('with a unique key that waits has the id of the first', async () => {
      const ids: string[] = []
      const { app, call } = await start({
        create: {
          async after(event) {
            const { title } = event.record
            ids.push(await sending(event).enqueue(title, {}, { uniqueKey: 'once' }))
            ids.push(await sending(event).enqueue(`${title} again`, {}, { uniqueKey: 'once' }))
          },
        },
      })
      await app.card.create(call, { title: 'one' })
      await app.card.create(call, { title: 'two' })
      assert.deepEqual(ids, ['id of one', 'id of one', 'id of one', 'id of one'])
      assert.deepEqual(await written(app), ['job one'])
    })

    test('tells of every record that was written, before its own after hook does', async () => {
      const { app, call } = await start({})
      const made = await app.board.create({ ...call, unrestricted: true }, { name: 'a' })
      const system = { ...call, unrestricted: true, outward: false }
      await app.board.update(system, made.id as string, { name: 'b' })
      await app.board.delete(system, made.id as string)
      assert.deepEqual(await written(app), [
        'event board.create',
        'event board.update',
        'event board.delete',
      ])
    })

    test('outside of a transaction is written all the same', async () => {
      const { app, call, wakes } = await start({
        get: { after: (event) => sending(event).emit('seen', {}) },
      })
      const made = await app.card.create(call, { title: 'a' })
      await app.card.get(call, made.id as string)
      while (wakes() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      assert.deepEqual(await written(app), ['event seen'])
    })
  })
}

/** The database, noting the statements of its transactions. */
function watched(database: Database, statements: string[]): Database {
  const note = (query: Sql): void => {
    statements.push(query.strings.join('?'))
  }
  const watch = (transaction: Transaction): Transaction => ({
    dialect: transaction.dialect,
    script: transaction.script,
    count: (query) => transaction.count(query),
    run(query) {
      note(query)
      return transaction.run(query)
    },
    all<Row>(query: Sql) {
      note(query)
      return transaction.all<Row>(query)
    },
    first<Row>(query: Sql) {
      note(query)
      return transaction.first<Row>(query)
    },
    savepoint: (work) => transaction.savepoint((inside) => work(watch(inside))),
  })
  return {
    ...database,
    transaction: (work, options) => database.transaction((tx) => work(watch(tx)), options),
  }
}
