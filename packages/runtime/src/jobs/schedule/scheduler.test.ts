import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type Database, sql } from '../../database/index.ts'
import { silentLogger } from '../../log/index.ts'
import { createSystemTables } from '../../migrate/index.ts'
import { databases } from '../../operation/fixture/index.ts'
import { defineJob, type JobOptions } from '../define-job.ts'
import { createJobBook } from '../job-book.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'
import { databaseNow } from './slot-store.ts'

const at = (text: string): number => Date.parse(text)
let presentMs = 0

function schedulerOf(database: Database, options: JobOptions): Scheduler {
  const definition = defineJob('printSales', { ...options, run: () => undefined })
  const shape = { name: 'printSales', input: { fields: {}, required: [] } }
  return createScheduler({
    database,
    jobs: createJobBook([{ definition, shape }]),
    log: silentLogger,
    wake: () => undefined,
    now: async () => presentMs,
  })
}

async function slotsOfJobs(database: Database, digits = 16): Promise<(string | undefined)[]> {
  const rows = await database.all<{ payload: string; name: string }>(
    sql`select "payload", "name" from "cambium_jobs" order by "seq"`,
  )
  return rows.map(({ name, payload }) => {
    assert.equal(name, 'printSales')
    return JSON.parse(payload).slot?.slice(0, digits)
  })
}

for (const { name, open } of databases) {
  describe(`schedules on ${name}`, () => {
    test('each slot begins one job on many instances, from the first look on', async () => {
      const database = await open()
      await createSystemTables(database)
      const instances = Array.from({ length: 4 }, () =>
        schedulerOf(database, { schedule: '0 * * * *' }),
      )
      const times = ['07:30', '07:59', '08:00', '08:00', '08:40', '09:00', '09:01', '10:30']
      for (const time of times) {
        presentMs = at(`2026-01-01T${time}Z`)
        await Promise.all(instances.map((instance) => instance.look()))
      }
      assert.deepEqual(await slotsOfJobs(database), [
        '2026-01-01T08:00',
        '2026-01-01T09:00',
        '2026-01-01T10:00',
      ])
      await database.close()
    })

    test('what was missed is begun by the policy, once for all instances', async () => {
      const expected = {
        skip: [],
        once: ['2026-01-02T07:00'],
        all: ['2026-01-02T05:00', '2026-01-02T06:00', '2026-01-02T07:00'],
      }
      for (const missed of ['skip', 'once', 'all'] as const) {
        const database = await open()
        await createSystemTables(database)
        const options = { schedule: '0 * * * *', missed }
        presentMs = at('2026-01-02T04:30Z')
        await schedulerOf(database, options).look()
        presentMs = at('2026-01-02T07:30Z')
        const later = [schedulerOf(database, options), schedulerOf(database, options)]
        await Promise.all(later.map((instance) => instance.look()))
        await Promise.all(later.map((instance) => instance.look()))
        assert.deepEqual(await slotsOfJobs(database), expected[missed], missed)
        presentMs = at('2026-01-02T08:00Z')
        await later[0]?.look()
        assert.deepEqual(await slotsOfJobs(database), [...expected[missed], '2026-01-02T08:00'])
        await database.close()
      }
    })

    test('another schedule of the same job has missed nothing, and takes no slot twice', async () => {
      const database = await open()
      await createSystemTables(database)
      const before = schedulerOf(database, { schedule: '0 8 * * *' })
      const after = schedulerOf(database, { schedule: ['0 8 * * *', '0 6 * * *'] })
      presentMs = at('2026-01-01T07:00Z')
      await before.look()
      await after.look()
      assert.deepEqual(await slotsOfJobs(database), [])
      presentMs = at('2026-01-01T08:00Z')
      await Promise.all([before.look(), after.look()])
      assert.deepEqual(await slotsOfJobs(database), ['2026-01-01T08:00'])
      await database.close()
    })

    test('a job that cannot be written leaves its slot to the next look', async () => {
      const database = await open()
      await createSystemTables(database)
      const scheduler = schedulerOf(database, { schedule: '0 * * * *' })
      presentMs = at('2026-01-01T07:30Z')
      await scheduler.look()
      presentMs = at('2026-01-01T08:00Z')
      await database.script('alter table "cambium_jobs" rename to "away"')
      await assert.rejects(scheduler.look())
      await database.script('alter table "away" rename to "cambium_jobs"')
      assert.equal(await scheduler.look(), 1)
      assert.deepEqual(await slotsOfJobs(database), ['2026-01-01T08:00'])
      await database.close()
    })

    test('slots of long ago are forgotten, where the schedule stands is not', async () => {
      const database = await open()
      await createSystemTables(database)
      const scheduler = schedulerOf(database, { schedule: '0 0 * * *' })
      for (let day = 1; day <= 20; day++) {
        presentMs = at(`2026-01-${String(day).padStart(2, '0')}T00:00:01Z`)
        await scheduler.look()
      }
      const left = await database.count(sql`select count(*) from "cambium_slots"`)
      assert.ok(left >= 7 && left <= 9, `${left} slots are left`)
      presentMs = at('2026-06-01T12:00Z')
      assert.equal(await scheduler.look(), 1)
      assert.equal((await slotsOfJobs(database)).length, 20)
      await database.close()
    })

    test('the clock of the database is the present', async () => {
      const database = await open()
      const difference = Math.abs((await databaseNow(database)) - Date.now())
      assert.ok(difference < 2_000, `${difference} ms`)
      await database.close()
    })
  })
}

test('a scheduler that was started begins a slot within a moment, and none after its stop', async () => {
  const [first] = databases
  assert.ok(first)
  const database = await first.open()
  await createSystemTables(database)
  const offset = at('2026-01-01T07:59:59.700Z') - Date.now()
  const definition = defineJob('printSales', { schedule: '* * * * * *', run: () => undefined })
  let woken = 0
  const scheduler = createScheduler({
    database,
    jobs: createJobBook([
      { definition, shape: { name: 'printSales', input: { fields: {}, required: [] } } },
    ]),
    log: silentLogger,
    wake: () => woken++,
    now: async () => Date.now() + offset,
  })
  await scheduler.start()
  for (const from = Date.now(); woken < 2; await wait(10)) {
    assert.ok(Date.now() - from < 5_000, 'no slot was begun')
  }
  await scheduler.stop()
  const slots = await slotsOfJobs(database, 19)
  assert.deepEqual(slots.slice(0, 2), ['2026-01-01T08:00:00', '2026-01-01T08:00:01'])
  await wait(1_200)
  assert.deepEqual(await slotsOfJobs(database, 19), slots)
  await database.close()
})
