import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type Database, sql } from '../database/index.ts'
import { silentLogger } from '../log/index.ts'
import { createSystemTables } from '../migrate/index.ts'
import { cancelMessage, findMessage, replayMessage, retryMessage } from './admin/index.ts'
import { databases } from './fixture/index.ts'
import {
  createQueue,
  type Delivery,
  insertMessages,
  type KindHandler,
  Later,
  type Message,
  noOrigin,
  Park,
  type Queue,
  RetryAfter,
} from './index.ts'
import { sweepKept } from './store/index.ts'

for (const { name, open } of databases) {
  describe(`the queue on ${name}`, () => {
    let database: Database
    let queues: Queue[] = []

    beforeEach(async () => {
      database = await open()
      await createSystemTables(database)
    })
    afterEach(async () => {
      await Promise.all(queues.map((queue) => queue.stop(0)))
      queues = []
      await database.close()
    })

    function queueOf(
      run: KindHandler['run'],
      limits?: KindHandler['limits'],
      on: Database = database,
    ): Queue {
      const handler: KindHandler = { kind: 'job', run, ...(limits && { limits }) }
      const queue = createQueue({ database: on, log: silentLogger, kinds: [handler] })
      queues.push(queue)
      return queue
    }
    const job = (more: Partial<Message> = {}): Message => ({
      kind: 'job',
      name: 'work',
      payload: {},
      ...more,
    })
    const add = (...messages: Message[]): Promise<string[]> =>
      database.transaction((tx) => insertMessages(tx, messages, noOrigin))
    const rows = (): Promise<{ status: string; attempts: number; error: string | null }[]> =>
      database.all(sql`select "status", "attempts", "error" from "cambium_jobs" order by "seq"`)
    const left = (): Promise<number> => database.count(sql`select count(*) from "cambium_jobs"`)

    test('hands over what was written, in order, and leaves nothing of it', async () => {
      const seen: unknown[] = []
      const queue = queueOf(async ({ id, payload, origin, attempt }) => {
        seen.push([id, payload, origin, attempt])
      })
      const origin = { requestId: 'r', callerId: 'ann', tenant: null }
      const ids = await database.transaction((tx) =>
        insertMessages(tx, [job({ payload: { n: 1 } }), job({ payload: [2] })], origin),
      )
      assert.equal(await queue.drain(), 2)
      assert.deepEqual(seen, [
        [ids[0], { n: 1 }, origin, 1],
        [ids[1], [2], origin, 1],
      ])
      assert.equal(await left(), 0)
    })

    test('hands over nothing of a transaction that was undone', async () => {
      const queue = queueOf(async () => assert.fail('it ran'))
      await assert.rejects(
        database.transaction(async (tx) => {
          await insertMessages(tx, [job()], noOrigin)
          throw new Error('no')
        }),
        /no/,
      )
      assert.equal(await queue.drain(), 0)
    })

    test('takes a higher priority first, and what was written first among equals', async () => {
      const seen: unknown[] = []
      const queue = queueOf(
        async ({ payload }) => void seen.push(payload),
        () => ({ perInstance: 1, concurrency: 1 }),
      )
      await add(
        job({ payload: 'a' }),
        job({ payload: 'b', priority: 5 }),
        job({ payload: 'c' }),
        job({ payload: 'd', priority: -1 }),
        job({ payload: 'e', priority: 5 }),
      )
      await queue.drain()
      assert.deepEqual(seen, ['b', 'e', 'a', 'c', 'd'])
    })

    test('tries again after a failure and parks what fails for good, with the reason', async () => {
      let tries = 0
      const queue = queueOf(async () => {
        tries++
        throw new Error('broken', { cause: new Error('no disk') })
      })
      await add(job({ maxAttempts: 3 }))
      assert.equal(await queue.drain(), 1)
      assert.deepEqual(await rows(), [{ status: 'delayed', attempts: 1, error: 'broken: no disk' }])
      assert.equal(await queue.drain({ later: true }), 2)
      assert.equal(tries, 3)
      assert.deepEqual(await rows(), [{ status: 'parked', attempts: 3, error: 'broken: no disk' }])
    })

    test('goes by what a handler throws: parked at once, again after a time, later and not counted', async () => {
      const queue = queueOf(async ({ payload, attempt }) => {
        if (payload === 'park') throw new Park('never')
        if (payload === 'wait') throw new RetryAfter(60_000)
        if (attempt === 1 && payload === 'later') throw new Later(60_000)
      })
      await add(job({ payload: 'park' }), job({ payload: 'wait' }), job({ payload: 'later' }))
      await queue.drain()
      assert.deepEqual(await rows(), [
        { status: 'parked', attempts: 1, error: 'never' },
        { status: 'delayed', attempts: 1, error: 'Asked to try again later' },
        { status: 'delayed', attempts: 0, error: null },
      ])
      const soon = await database.count(sql`
        select count(*) from "cambium_jobs" where "status" = 'delayed' and "run_at" > "created_at"
      `)
      assert.equal(soon, 2)
    })

    test('begins what is for later when its time has come', async () => {
      const seen: unknown[] = []
      const queue = queueOf(async ({ payload }) => void seen.push(payload))
      const runAt = new Date(Date.now() + 300).toISOString()
      await add(job({ payload: 'later', runAt }), job({ payload: 'now' }))
      await queue.start()
      await until(() => seen.length === 1)
      assert.deepEqual(seen, ['now'])
      await until(() => seen.length === 2)
      assert.ok(Date.now() >= Date.parse(runAt) - 20)
    })

    test('of one key runs only the oldest, and holds the rest back while it waits for its next try', async () => {
      const seen: unknown[] = []
      let isBroken = true
      const queue = queueOf(async ({ payload }) => {
        seen.push(payload)
        if (payload === 'a1' && isBroken) throw new RetryAfter(60_000)
      })
      await add(
        job({ payload: 'a1', orderKey: 'a' }),
        job({ payload: 'b1', orderKey: 'b' }),
        job({ payload: 'a2', orderKey: 'a' }),
        job({ payload: 'b2', orderKey: 'b' }),
        job({ payload: 'a3', orderKey: 'a' }),
      )
      await queue.drain()
      assert.deepEqual(seen.toSorted(), ['a1', 'b1', 'b2'])
      isBroken = false
      await queue.drain({ later: true })
      assert.deepEqual(seen.slice(3), ['a1', 'a2', 'a3'])
      assert.equal(await left(), 0)
    })

    test('a parked message does not hold back the rest of its key', async () => {
      const seen: unknown[] = []
      const queue = queueOf(async ({ payload }) => {
        seen.push(payload)
        if (payload === 1) throw new Park('bad')
      })
      await add(job({ payload: 1, orderKey: 'k' }), job({ payload: 2, orderKey: 'k' }))
      await queue.drain()
      assert.deepEqual(seen, [1, 2])
    })

    test('a unique key waits once, and is free again as soon as it runs', async () => {
      let runs = 0
      const queue = queueOf(async () => void runs++)
      const [first] = await add(job({ uniqueKey: 'k' }))
      const [again, other] = await add(job({ uniqueKey: 'k' }), job({ uniqueKey: 'l' }))
      const both = await add(job({ uniqueKey: 'm' }), job({ uniqueKey: 'm' }))
      assert.equal(again, first)
      assert.notEqual(other, first)
      assert.equal(both[0], both[1])
      assert.equal(await queue.drain(), 3)
      await add(job({ uniqueKey: 'k' }))
      assert.equal(await queue.drain(), 1)
      assert.equal(runs, 4)
    })

    test('a try that comes again beside a newer one with its unique key gives the key up', async () => {
      const seen: unknown[] = []
      const queue = queueOf(async ({ payload, attempt }) => {
        seen.push(payload)
        if (payload === 'first' && attempt === 1) {
          await add(job({ uniqueKey: 'k', payload: 'second', runAt: '2999-01-01T00:00:00Z' }))
          throw new Error('again')
        }
      })
      await add(job({ uniqueKey: 'k', payload: 'first' }))
      await queue.drain()
      const keys = await database.all(sql`select "unique_key" from "cambium_jobs" order by "seq"`)
      assert.deepEqual(keys, [{ unique_key: null }, { unique_key: 'k' }])
      await queue.drain({ later: true })
      assert.deepEqual(seen, ['first', 'first', 'second'])
    })

    test('complete commits the work with the completion', async () => {
      await database.script('create table "effects" ("n" integer)')
      const queue = queueOf((delivery) =>
        delivery.complete(async (tx) => {
          await tx.run(sql`insert into "effects" ("n") values (${1})`)
          if (delivery.attempt === 1) throw new Error('too early')
        }),
      )
      await add(job())
      await queue.drain({ later: true })
      assert.equal(await database.count(sql`select count(*) from "effects"`), 1)
      assert.equal(await left(), 0)
    })

    test('a lost lease undoes the work of the completion', async () => {
      await database.script('create table "effects" ("n" integer)')
      let tries = 0
      const queue = queueOf(async (delivery) => {
        if (++tries > 1) return
        await database.run(sql`update "cambium_jobs" set "lease" = 'somebody else'`)
        await delivery.complete((tx) => tx.run(sql`insert into "effects" ("n") values (${1})`))
      })
      await add(job())
      await queue.drain()
      assert.equal(await database.count(sql`select count(*) from "effects"`), 0)
      assert.deepEqual(await rows(), [{ status: 'running', attempts: 1, error: null }])
    })

    test('takes over what a dead process held, which counts as a try', async () => {
      const seen: number[] = []
      const queue = queueOf(async ({ attempt }) => void seen.push(attempt))
      await add(job(), job({ maxAttempts: 1 }))
      await database.run(sql`
        update "cambium_jobs" set "status" = 'running', "attempts" = 1, "lease" = 'dead',
          "leased_until" = '2000-01-01T00:00:00.000Z'
      `)
      await wait(5)
      await queue.drain()
      assert.deepEqual(seen, [2])
      assert.deepEqual(await rows(), [
        { status: 'parked', attempts: 1, error: 'The process that ran it ended' },
      ])
      assert.equal(queue.stats().takenOver, 2)
    })

    test('does no more of a lane than its limits allow, and other lanes meanwhile', async () => {
      const running = new Map<string, number>()
      const most = new Map<string, number>()
      const run = async ({ lane }: Delivery): Promise<void> => {
        const count = (running.get(lane) ?? 0) + 1
        running.set(lane, count)
        most.set(lane, Math.max(most.get(lane) ?? 0, count))
        await wait(lane === 'job:slow' ? 60 : 1)
        running.set(lane, count - 1 < 0 ? 0 : (running.get(lane) ?? 1) - 1)
      }
      const queue = queueOf(run, (lane) =>
        lane === 'job:slow' ? { concurrency: 2 } : { perInstance: 3 },
      )
      const messages = Array.from({ length: 8 }, () => job({ lane: 'job:slow' }))
      await add(...messages, ...Array.from({ length: 12 }, () => job({ lane: 'job:quick' })))
      await queue.drain()
      assert.deepEqual(Object.fromEntries(most), { 'job:slow': 2, 'job:quick': 3 })
      assert.equal(await left(), 0)
    })

    test('begins no more in a time than the rate of a lane', async () => {
      const begun: number[] = []
      const rate = { count: 3, windowMs: 800 }
      const queue = queueOf(
        async () => void begun.push(Date.now()),
        () => ({ rate }),
      )
      await add(...Array.from({ length: 7 }, () => job()))
      await queue.start()
      await until(() => begun.length === 7)
      for (let index = 3; index < 7; index++) {
        const took = (begun[index] as number) - (begun[index - 3] as number)
        // What was taken on time may begin late on a busy machine.
        assert.ok(took >= 500, `the ${index}th began ${took} ms after the third before it`)
      }
    })

    test('leaves lanes that this code does not know to others', async () => {
      const queue = queueOf(
        async () => assert.fail('it ran'),
        () => ({ perInstance: 0 }),
      )
      await add(job(), { kind: 'mail', name: 'welcome', payload: {} })
      assert.equal(await queue.drain(), 0)
      assert.equal(await left(), 2)
    })

    test('keeps what is done with its result where it is to be kept', async () => {
      const queue = queueOf(async () => ({ sent: 200 }))
      await add(job({ keepHours: 24 }))
      await queue.drain()
      const [row] = await database.all(sql`select "status", "result", "lease" from "cambium_jobs"`)
      assert.deepEqual(row, { status: 'done', result: '{"sent":200}', lease: null })
      await database.run(sql`update "cambium_jobs" set "keep_until" = "created_at"`)
      await wait(5)
      assert.equal(await sweepKept(database), 1)
    })

    test('keeps what is done without a result just as long', async () => {
      const queue = queueOf(async () => undefined)
      const [id = ''] = await add(job({ keepHours: 2 }))
      await queue.drain()
      const row = await findMessage(database, id)
      assert.equal(row?.status, 'done')
      const hours = (Date.parse(row?.keepUntil ?? '') - Date.parse(row?.finishedAt ?? '')) / 3.6e6
      assert.ok(Math.abs(hours - 2) < 0.01, `${hours}`)
      assert.equal(await sweepKept(database), 0)
    })

    test('two instances side by side do everything once, in order for each key', async () => {
      const seen: [string, number][] = []
      const run = async ({ payload }: Delivery): Promise<void> => {
        const { key, n } = payload as { key: string; n: number }
        await wait(n % 3)
        seen.push([key, n])
      }
      const [one, two] = [queueOf(run), queueOf(run)]
      const keys = ['a', 'b', 'c', 'd', 'e']
      for (let n = 0; n < 30; n++) {
        await add(...keys.map((key) => job({ orderKey: key, payload: { key, n } })))
      }
      await Promise.all([one?.start(), two?.start()])
      await until(() => seen.length === 150)
      for (const key of keys) {
        const order = seen.filter(([of]) => of === key).map(([, n]) => n)
        assert.deepEqual(
          order,
          Array.from({ length: 30 }, (_, n) => n),
        )
      }
      await wait(20)
      assert.equal(await left(), 0)
    })

    test('a stop waits for what runs, then aborts it and gives it back uncounted', async () => {
      let begun = 0
      const queue = queueOf(async ({ payload, signal }) => {
        begun++
        if (payload === 'short') return wait(50)
        return wait(60_000, undefined, { signal })
      })
      await add(job({ payload: 'short' }), job({ payload: 'long' }))
      await queue.start()
      await until(() => begun === 2)
      await queue.stop(150)
      assert.deepEqual(await rows(), [{ status: 'waiting', attempts: 0, error: null }])
    })

    test('stops what is cancelled while it runs, and gives signs of life of the rest', async () => {
      let isBegun = false
      const stopped: string[] = []
      const queue = queueOf(async ({ payload, signal, progress }) => {
        isBegun = true
        progress(1, 2, 'half')
        await wait(6_000, undefined, { signal }).catch(() => stopped.push(String(payload)))
        signal.throwIfAborted()
      })
      const [first, second] = await add(job({ payload: 'first' }), job({ payload: 'second' }))
      await queue.start()
      await until(() => isBegun)
      await database.run(sql`update "cambium_jobs" set "leased_until" = ${inMs(4_500)}`)
      const outcome = await database.transaction((tx) => cancelMessage(tx, first ?? ''))
      assert.equal(outcome, 'stopping')
      await until(() => stopped.length > 0)
      await wait(1_600)
      const status = async (id = ''): Promise<unknown> => (await findMessage(database, id))?.status
      assert.deepEqual(stopped, ['first'])
      assert.equal(await status(first), 'cancelled')
      assert.equal(await status(second), 'running')
      assert.equal((await findMessage(database, second ?? ''))?.progress, half)
      assert.equal(queue.stats().takenOver, 0)
    })

    test('cancels what waits, lets the next of its key go, and tries again or replays when told', async () => {
      const seen: unknown[] = []
      const queue = queueOf(async ({ payload }) => void seen.push(payload))
      const ids = await add(
        job({ payload: 1, orderKey: 'k', runAt: '2999-01-01T00:00:00Z' }),
        job({ payload: 2, orderKey: 'k', keepHours: 1 }),
      )
      const [first = '', second = ''] = ids
      assert.equal(await queue.drain(), 0)
      await database.transaction((tx) => cancelMessage(tx, first))
      await queue.drain()
      assert.deepEqual(seen, [2])
      await database.transaction((tx) => retryMessage(tx, first))
      await queue.drain()
      const again = await database.transaction((tx) => replayMessage(tx, second))
      assert.ok(again !== undefined && again !== second)
      await queue.drain()
      assert.deepEqual(seen, [2, 1, 2])
      assert.equal(await database.transaction((tx) => replayMessage(tx, first)), undefined)
      assert.equal(await database.transaction((tx) => retryMessage(tx, second)), false)
    })

    test('hears of what other processes write within a second or two', async () => {
      let runs = 0
      const queue = queueOf(async () => void runs++)
      await queue.start()
      await wait(50)
      await add(job())
      await until(() => runs === 1, 10_000)
    })
  })
}

const half = JSON.stringify({ done: 1, total: 2, note: 'half' })

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString()

async function until(holds: () => boolean, limitMs = 60_000): Promise<void> {
  const last = Date.now() + limitMs
  while (!holds()) {
    if (Date.now() > last) assert.fail('it did not come to pass in time')
    await wait(5)
  }
}
