import assert from 'node:assert/strict'
import { identifier, sql } from '@cambium/runtime/database'
import type { LivedDatabase } from '../databases.ts'
import { files } from '../first-day.ts'
import type { Life, Step } from '../life.ts'

const { customer, job } = files

/** The first year: types, choices, what is unique, what is found by words. */
export const tablesFollow: Step[] = [
  {
    title: 'a choice more',
    async change({ project, save }) {
      project.edit(job, "['open', 'done']", "['open', 'waiting', 'done']")
      await save('waiting')
    },
    async expect(api) {
      const [first] = await api.list('Job', 'state=open')
      assert.ok(first)
      await api.update('Job', first, { state: 'waiting' })
      await api.update('Job', first, { state: 'lost' }, 422)
    },
  },
  {
    title: 'a choice less, whose rows a person moves in the script',
    values: ['Job.state'],
    async change({ project, save }) {
      project.edit(job, "['open', 'waiting', 'done']", "['open', 'done']")
      await save('no more waiting')
    },
    async migrate(database, life) {
      if (database === life.databases[0]) {
        await assert.rejects(database.up(), /jobs\.state[\s\S]*waiting|waiting[\s\S]*state/)
        moveByHand(life)
        await life.project.cambium(['check'])
      }
      await database.up()
    },
    async expect(api) {
      const states = (await api.list('Job')).map(({ state }) => state)
      assert.deepEqual([...new Set(states)].sort(), ['done', 'open'])
    },
  },
  {
    title: 'a text becomes a number, once every row has one',
    values: ['Job.hours', 'Job.updatedAt'],
    async change({ project, save }) {
      project.edit(job, 'hours: text()', 'hours: int()')
      await save('hours as numbers')
    },
    async migrate(database, life) {
      await spoilHours(life, database, 'two')
      await assert.rejects(database.up(), /hours/)
      assert.equal((await database.drift()).length > 0, true)
      await spoilHours(life, database, '2')
      await database.up()
    },
    async expect(api) {
      const hours = (await api.list('Job')).map((one) => one.hours)
      assert.ok(hours.every((one) => one === null || Number.isInteger(one)))
      assert.ok(hours.includes(10))
    },
  },
  {
    title: 'a whole number becomes a decimal',
    values: ['Job.price'],
    async change({ project, save }) {
      project.edit(job, 'price: int({ default: 0 })', priceOf('0'))
      await save('price in cents')
    },
    async expect(api) {
      const prices = new Set((await api.list('Job')).map(({ price }) => price))
      assert.deepEqual([...prices].sort(), ['-5.00', '0.00', '1.00', '9007199254740991.00'])
      const [first] = await api.list('Job', 'sort=-createdAt')
      assert.ok(first)
      await api.update('Job', first, { price: '12.34' })
    },
  },
  {
    title: 'a date becomes an instant',
    values: ['Job.dueOn'],
    async change({ project, save }) {
      project.edit(job, 'dueOn: date()', 'dueOn: datetime()')
      await save('due at an hour')
    },
    async expect(api) {
      const due = (await api.list('Job')).map(({ dueOn }) => dueOn).filter((one) => one !== null)
      assert.deepEqual(due, ['2026-12-24T00:00:00.000Z'])
    },
  },
  {
    title: 'a field becomes unique, after a person settled who has the number',
    values: ['Customer.telephone', 'Customer.updatedAt'],
    async change({ project, save }) {
      project.edit(customer, 'telephone: text()', 'telephone: text({ unique: true })')
      await save('one number each')
    },
    async migrate(database, life) {
      await givePhone(life, database, '+49 0')
      await assert.rejects(database.up(), /telephone/)
      await givePhone(life, database, '+49 4')
      await database.up()
    },
    async expect(api) {
      await api.create('Customer', { firstName: 'Twin', phone: '+49 0' }, 409)
    },
  },
  {
    title: 'an index, and two fields unique together',
    async change({ project, save }) {
      project.edit(job, '  access:', indexes)
      await save('indexes')
    },
    async expect(api) {
      const [first] = await api.list('Job', 'state=open&sort=-price')
      assert.ok(first)
      const { title, customerId } = first
      await api.create('Job', { title, customerId: customerId ?? first.id }, customerId ? 409 : 422)
    },
  },
  {
    title: 'another default, and a field that must have a value from now on',
    values: ['Job.note'],
    async change({ project, save }) {
      project.edit(job, priceOf('0'), priceOf('7.5'))
      project.edit(job, 'note: text()', "note: text({ required: true, default: '' })")
      await save('notes are there')
    },
    async expect(api) {
      const made = await api.create('Job', { title: 'defaults' })
      assert.deepEqual([made.price, made.note], ['7.50', ''])
      await api.call('DELETE', `/api/jobs/${made.id}`, { status: 204 })
    },
  },
  {
    title: 'what is deleted is marked',
    async change({ project, save }) {
      project.edit(job, '  indexes:', '  softDelete: true,\n  indexes:')
      await save('soft delete')
    },
    async expect(api, database) {
      const [first] = await api.list('Job', 'sort=createdAt')
      await api.call('DELETE', `/api/jobs/${first?.id}`, { status: 204 })
      await api.call('GET', `/api/jobs/${first?.id}`, { status: 404 })
      assert.equal(await rowsOf(database, 'jobs'), (await api.list('Job')).length + 1)
    },
  },
  {
    title: 'a stored formula, an index of words',
    async change({ project, save }) {
      project.edit(job, '    customer:', formula)
      project.edit(job, 'title: text({ required: true', "title: text({ search: 'A', required: true")
      await save('labels and words')
    },
    async expect(api) {
      const found = await api.list('Job', 'q=11')
      assert.deepEqual(
        found.map(({ label }) => label),
        ['Job 11 (repair)'],
      )
      assert.equal((await api.list('Job', 'label=Job%2011%20(repair)')).length, 1)
    },
  },
]

const priceOf = (otherwise: string) =>
  `price: decimal({ precision: 18, scale: 2, default: '${otherwise}' })`
const indexes = `  indexes: [index('state', '-price'), unique('title', 'customer')],
  access:`
const formula = `    label: computed(text(), (j) => j.title + ' (' + j.kind + ')', { stored: true }),
    customer:`

/** The statement a person puts in front, for both databases. */
function moveByHand({ project }: Life): void {
  const folder = `migrations/${project.migrations().at(-1)}`
  const statement = `UPDATE "jobs" SET "state" = 'open' WHERE "state" = 'waiting'`
  for (const [dialect, end] of Object.entries({ sqlite: 'next', postgres: 'commit' })) {
    const path = `${folder}/${dialect}.sql`
    project.put(path, `${statement}\n-- ${end}\n${project.text(path)}`)
  }
}

async function rowsOf({ use }: LivedDatabase, table: string): Promise<number> {
  return use((database) => database.count(sql`select count(*) from ${identifier(table)}`))
}

async function spoilHours(life: Life, database: LivedDatabase, hours: string): Promise<void> {
  await life.withFormerCode(database, async (api) => {
    const [first] = await api.list('Job', 'sort=-createdAt')
    assert.ok(first)
    await api.update('Job', first, { hours })
  })
}

async function givePhone(life: Life, database: LivedDatabase, phone: string): Promise<void> {
  await life.withFormerCode(database, async (api) => {
    const people = await api.list('Customer', 'sort=-createdAt')
    assert.ok(people[0])
    await api.update('Customer', people[0], { phone })
  })
}
