import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { startWork } from '../jobs/fixture/index.ts'
import { databases } from '../operation/fixture/index.ts'
import { createRepositories, transact } from '../operation/index.ts'
import { type EventHandler, type HandlerContext, on } from './on.ts'

const named = (name: string, definition: EventHandler) => ({ name, definition })
const titleOf = ({ event }: Pick<HandlerContext<string>, 'event'>): string =>
  (event.payload.record as { title: string }).title

async function until(condition: () => boolean): Promise<void> {
  for (const from = Date.now(); !condition(); await wait(10)) {
    assert.ok(Date.now() - from < 20_000, 'it never happened')
  }
}

for (const { name, open } of databases) {
  describe(`handlers on ${name}`, () => {
    test('every handler of an event gets it once, and its effects happen once', async () => {
      const database = await open()
      let tries = 0
      const work = await startWork(database, {
        handlers: [
          named(
            'copies',
            on('card.created', async (context) => {
              if (titleOf(context) !== 'a') return
              await context.system.Card?.create({ title: 'copy' })
              if (++tries < 3) throw new Error('not yet')
            }),
          ),
          named(
            'labels',
            on('card.created', async (context) => {
              if (titleOf(context) === 'a') await context.system.Card?.create({ title: 'other' })
            }),
          ),
          named(
            'strange',
            on('card.deleted', () => assert.fail('nothing was deleted')),
          ),
        ],
      })
      const { db } = createRepositories(work.call())
      await db.Card?.create({ title: 'a' })
      await work.openQueue().drain({ later: true })
      assert.deepEqual(await work.titles(), ['a', 'copy', 'other'])
      assert.equal(tries, 3)
      assert.deepEqual(await work.rows(), [])
      await database.close()
    })

    test('a handler that fails for good holds back neither others nor, once parked, what follows', async () => {
      const database = await open()
      const seen: { [handler: string]: string[] } = { good: [], bad: [] }
      const work = await startWork(database, {
        handlers: [
          named(
            'bad',
            on('card.updated', {
              attempts: 2,
              run(context) {
                seen.bad?.push(titleOf(context))
                if (titleOf(context) === 'b') throw new Error('never')
              },
            }),
          ),
          named(
            'good',
            on('card.updated', (context) => void seen.good?.push(titleOf(context))),
          ),
        ],
      })
      const { db } = createRepositories(work.call())
      const card = await db.Card?.create({ title: 'a' })
      for (const title of ['b', 'c', 'd']) await db.Card?.update(String(card?.id), { title })
      await work.openQueue().drain({ later: true })
      assert.deepEqual(seen, { good: ['b', 'c', 'd'], bad: ['b', 'b', 'c', 'd'] })
      const rows = await work.rows()
      assert.deepEqual(
        rows.map((row) => [row.kind, row.name, row.status]),
        [['handler', 'bad', 'parked']],
      )
      await database.close()
    })

    test('events of one record are handled in order, on many instances and with failures', async () => {
      const database = await open()
      const seen = new Map<string, number[]>()
      let running = new Set<string>()
      const overlaps: string[] = []
      const work = await startWork(database, {
        handlers: [
          named(
            'ordered',
            on('card.updated', {
              transaction: false,
              async run({ event, attempt }) {
                const record = event.payload.record as { id: string; points: number }
                if (running.has(record.id)) overlaps.push(record.id)
                running.add(record.id)
                await wait(Math.random() * 10)
                running.delete(record.id)
                if (attempt === 1 && record.points % 4 === 3) throw new Error('again')
                seen.set(record.id, [...(seen.get(record.id) ?? []), record.points])
              },
            }),
          ),
        ],
      })
      running = new Set()
      const { system } = createRepositories({ ...work.call(), unrestricted: true })
      const cards = await Promise.all(
        Array.from({ length: 6 }, () => system.Card?.create({ title: 'a' })),
      )
      const queues = [work.openQueue(), work.openQueue(), work.openQueue()]
      await Promise.all(queues.map((queue) => queue.start()))
      const points = [1, 2, 3, 4, 5]
      for (const point of points) {
        await Promise.all(
          cards.map((card) => system.Card?.update(String(card?.id), { points: point })),
        )
        for (const queue of queues) queue.wake()
      }
      await until(() => [...seen.values()].flat().length === cards.length * points.length)
      await Promise.all(queues.map((queue) => queue.stop()))
      assert.deepEqual(
        [...seen.values()],
        cards.map(() => points),
      )
      assert.deepEqual(overlaps, [])
      await database.close()
    })

    test('what was undone is told to nobody, and one id names an event over all its tries', async () => {
      const database = await open()
      const ids = new Set<string>()
      const events = new Set<string>()
      let tries = 0
      const work = await startWork(database, {
        handlers: [
          named(
            'noted',
            on('card.created', ({ id, event, caller }) => {
              ids.add(id)
              events.add(`${event.name} ${event.id} ${event.at}`)
              assert.equal(caller.id, 'ann')
              if (++tries < 3) throw new Error('not yet')
            }),
          ),
        ],
      })
      await assert.rejects(
        transact(work.call(), 'test', async (inside) => {
          await createRepositories(inside).db.Card?.create({ title: 'undone' })
          throw new Error('no')
        }),
      )
      await createRepositories(work.call()).db.Card?.create({ title: 'a' })
      await work.openQueue().drain({ later: true })
      assert.deepEqual([tries, ids.size, events.size], [3, 1, 1])
      await database.close()
    })
  })
}
