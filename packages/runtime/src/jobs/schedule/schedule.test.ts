import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dueSlots } from './due-slots.ts'
import { openSchedule, type Schedule } from './open-schedule.ts'

const at = (text: string): number => Date.parse(text)
const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16)

function run(schedule: Schedule, from: string, count: number): (string | undefined)[] {
  const found: (string | undefined)[] = []
  let moment: number | undefined = at(from)
  for (let index = 0; index < count && moment !== undefined; index++) {
    moment = schedule.next(moment)
    found.push(iso(moment))
  }
  return found
}

const berlin = (schedule: string | string[]): Promise<Schedule> =>
  openSchedule('printSales', { schedule, timeZone: 'Europe/Berlin' })

test('a time of day keeps to the clock on the wall over both changes of the year', async () => {
  const daily = await berlin('0 8 * * *')
  assert.deepEqual(run(daily, '2026-03-27T12:00Z', 3), [
    '2026-03-28T07:00',
    '2026-03-29T06:00',
    '2026-03-30T06:00',
  ])
  assert.deepEqual(run(daily, '2026-10-23T12:00Z', 3), [
    '2026-10-24T06:00',
    '2026-10-25T07:00',
    '2026-10-26T07:00',
  ])
})

test('a time that is left out in spring comes once, and one that comes twice in autumn too', async () => {
  const night = await berlin('30 2 * * *')
  assert.deepEqual(run(night, '2026-03-28T12:00Z', 2), ['2026-03-29T01:00', '2026-03-30T00:30'])
  assert.deepEqual(run(night, '2026-10-24T12:00Z', 2), ['2026-10-25T00:30', '2026-10-26T01:30'])
})

test('what comes every half hour goes on evenly over both changes', async () => {
  const often = await berlin('*/30 * * * *')
  for (const from of ['2026-03-28T22:00Z', '2026-10-24T22:00Z']) {
    const slots = run(often, from, 12).map((text) => at(`${text}Z`))
    const steps = new Set(slots.slice(1).map((slot, index) => slot - (slots[index] ?? 0)))
    assert.deepEqual([...steps], [30 * 60_000], from)
  }
})

test('several schedules are one, and a slot that is in two of them comes once', async () => {
  const both = await berlin(['0 8 * * *', '0 8,20 * * 1-5'])
  assert.deepEqual(run(both, '2026-06-05T00:00Z', 4), [
    '2026-06-05T06:00',
    '2026-06-05T18:00',
    '2026-06-06T06:00',
    '2026-06-07T06:00',
  ])
})

test('looking back finds what looking forward does', async () => {
  const schedules = await Promise.all(
    ['*/7 * * * *', '30 2 * * *', '0 8 * * 1-5', '15 */6 1 * *', '*/20 * * * * *'].map(berlin),
  )
  const moment = fc.integer({ min: at('2025-01-01'), max: at('2028-01-01') })
  fc.assert(
    fc.property(fc.constantFrom(...schedules), moment, (schedule, ms) => {
      const next = schedule.next(ms)
      assert.ok(next !== undefined && next > ms)
      assert.equal(schedule.last(next), next)
      const last = schedule.last(next - 1)
      assert.ok(last !== undefined && last <= ms)
      assert.equal(schedule.next(last), next)
    }),
    { numRuns: 300 },
  )
})

test('what cannot be read is refused with the name of the job', async () => {
  await assert.rejects(
    berlin('61 * * * *'),
    /The schedule "61 \* \* \* \*" of the job "printSales"/,
  )
  await assert.rejects(berlin('at eight'), /write five fields/)
  await assert.rejects(
    openSchedule('printSales', { schedule: '0 8 * * *', timeZone: 'Europe/Berln' }),
    /time zone "Europe\/Berln", which is none/,
  )
})

const hourly = await openSchedule('a', { schedule: '0 * * * *' })
const due = (missed: 'skip' | 'once' | 'all', last: string, now: string) => {
  const { fire, skip } = dueSlots(hourly, { lastMs: at(last), nowMs: at(now), missed })
  return { fire: fire.map(iso), ...(skip !== undefined && { skip: iso(skip) }) }
}

test('a slot that has come begins one job under every policy', () => {
  for (const missed of ['skip', 'once', 'all'] as const) {
    assert.deepEqual(due(missed, '2026-01-01T07:00Z', '2026-01-01T08:00:00.000Z'), {
      fire: ['2026-01-01T08:00'],
    })
    assert.deepEqual(due(missed, '2026-01-01T07:00Z', '2026-01-01T07:59:59.999Z'), { fire: [] })
    assert.deepEqual(due(missed, '2026-01-01T08:00Z', '2026-01-01T08:00:30Z'), { fire: [] })
  }
})

test('of missed slots the policy takes none, the last one or each', () => {
  const [last, now] = ['2026-01-01T07:00Z', '2026-01-01T10:30Z']
  assert.deepEqual(due('skip', last, now), { fire: [], skip: '2026-01-01T10:00' })
  assert.deepEqual(due('once', last, now), { fire: ['2026-01-01T10:00'] })
  assert.deepEqual(due('all', last, now), {
    fire: ['2026-01-01T08:00', '2026-01-01T09:00', '2026-01-01T10:00'],
  })
})

test('very many missed slots are made up for a part at a time', () => {
  assert.equal(due('all', '2026-01-01T00:00Z', '2026-06-01T00:00Z').fire.length, 200)
})
