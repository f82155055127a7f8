import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type Database, sql } from '../database/index.ts'
import { silentLogger } from '../log/index.ts'
import { createSystemTables } from '../migrate/index.ts'
import { databases } from './fixture/index.ts'
import { createQueue, insertMessages, type KindHandler, noOrigin, type Queue } from './index.ts'

function queueOn(database: Database, ...kinds: KindHandler[]): Queue {
  return createQueue({ database, log: silentLogger, kinds })
}

/** A process takes everything, and ends; then it is noticed. */
async function takeAndDie(database: Database, where: string): Promise<void> {
  await database.run(sql`
    update "cambium_jobs" set "status" = 'running', "attempts" = "attempts" + 1, "lease" = 'dead',
      "leased_until" = '2000-01-01T00:00:00.000Z'
    where "status" = 'waiting' and (${where} = '' or "name" = ${where})
  `)
  await wait(5)
  await queueOn(database).drain()
}

async function add(database: Database, name: string, count: number): Promise<void> {
  const messages = Array.from(
    { length: count },
    () => ({ kind: 'job', name, payload: {} }) as const,
  )
  await database.transaction((tx) => insertMessages(tx, messages, noOrigin))
}

for (const { name, open } of databases) {
  describe(`what ends its process, on ${name}`, () => {
    async function drained(ends: number): Promise<{ most: number; order: string[] }> {
      const database = await open()
      await createSystemTables(database)
      await add(database, 'poison', 1)
      await add(database, 'innocent', 4)
      for (let end = 0; end < ends; end++) await takeAndDie(database, '')
      if (ends > 0) await takeAndDie(database, 'poison')
      let [running, most] = [0, 0]
      const order: string[] = []
      const run: KindHandler['run'] = async (delivery) => {
        order.push(delivery.name)
        most = Math.max(most, ++running)
        await wait(20)
        running--
      }
      await queueOn(database, { kind: 'job', run }).drain()
      assert.equal(await database.count(sql`select count(*) from "cambium_jobs"`), 0)
      await database.close()
      return { most, order }
    }

    test('after one end all of what was held runs side by side again', async () => {
      assert.equal((await drained(0)).most, 5)
      assert.equal((await drained(1)).most, 4 + 1)
    })

    test('after two on end each runs without the others, those with fewer tries first', async () => {
      const { most, order } = await drained(2)
      assert.equal(most, 1)
      assert.deepEqual(order, ['innocent', 'innocent', 'innocent', 'innocent', 'poison'])
    })

    test('messages that nothing happened to run beside them', async () => {
      const database = await open()
      await createSystemTables(database)
      await add(database, 'suspect', 2)
      await takeAndDie(database, '')
      await takeAndDie(database, '')
      await add(database, 'other', 3)
      let [running, most, suspects, mostSuspects] = [0, 0, 0, 0]
      const run: KindHandler['run'] = async (delivery) => {
        const isSuspect = delivery.name === 'suspect'
        most = Math.max(most, ++running)
        if (isSuspect) mostSuspects = Math.max(mostSuspects, ++suspects)
        await wait(20)
        running--
        if (isSuspect) suspects--
      }
      await queueOn(database, { kind: 'job', run }).drain()
      assert.deepEqual([most, mostSuspects], [4, 1])
      await database.close()
    })
  })
}
