import assert from 'node:assert/strict'
import type { Probe } from './life.ts'
import type { Project } from './project.ts'
import type { Api } from './served.ts'

/** Where the files of the first day are. */
export const files = {
  customer: 'src/customers/customer.model.ts',
  job: 'src/jobs/job.model.ts',
  jobHooks: 'src/jobs/job.hooks.ts',
} as const

const customer = `import { entity, text } from '@cambium/model'

/** Somebody who brings what is broken. */
export default entity('Customer', {
  fields: {
    name: text({ required: true, max: 200 }),
    phone: text(),
    address: text(),
  },
  access: { read: 'public', create: 'public', update: 'public', delete: 'public' },
})
`

const job = `import { choice, entity, int, one, text } from '@cambium/model'

/** Something to be repaired. */
export default entity('Job', {
  fields: {
    title: text({ required: true, max: 200 }),
    state: choice(['open', 'done'], { default: 'open' }),
    hours: text(),
    price: int({ default: 0 }),
    note: text(),
    reference: text({ readOnly: true }),
    customer: one('Customer', { inverse: 'jobs' }),
  },
  access: { read: 'public', create: 'public', update: 'public', delete: 'public' },
})
`

const jobHooks = `import { hooks } from '@cambium/runtime/hooks'

export const jobHooks = hooks('Job', {
  create: {
    async before({ input, system, fail }) {
      const customer = input.customerId ? await system.Customer.get(input.customerId) : null
      if (customer?.phone === 'none') throw fail(422, 'Nobody can be called', 'customerId')
      return { reference: \`R-\${input.title.slice(0, 3).toUpperCase()}\` }
    },
  },
  update: {
    before({ record, changes }) {
      return changes.state === 'done' ? { reference: \`\${record.reference}!\` } : undefined
    },
  },
})
`

/** Writes the models and hooks a life begins with. */
export async function writeFirstDay(project: Project): Promise<void> {
  project.put(files.customer, customer)
  project.put(files.job, job)
  await project.cambium(['generate'])
  project.put(files.jobHooks, jobHooks)
}

/** Fills the tables through the API: usual values, empty and extreme ones. */
export async function fill(api: Api): Promise<void> {
  const people = []
  for (const [index, name] of names.entries()) {
    const phone = index === 1 ? null : index === 2 ? 'none' : `+49 ${index}`
    people.push(await api.create('Customer', { name, phone, address: odd[index] ?? null }))
  }
  for (const [index, text] of odd.entries()) {
    const owner = people[index % 2 === 0 ? 0 : index % people.length]
    await api.create('Job', {
      title: `Job ${index}`,
      note: text,
      hours: index % 3 === 0 ? null : String(index),
      price: [0, 1, -5, 9007199254740991][index % 4],
      customerId: index === 5 || owner === people[2] ? null : owner?.id,
      state: index % 2 === 0 ? 'open' : 'done',
    })
  }
}

const names = ['Ada Lovelace', 'Grace Brewster Hopper', 'Null None', 'Zoë Ñuñez 🌲', "Pat O'Neil"]
const odd = [
  '',
  ' ',
  "it's; drop table jobs --",
  'ünïcode 🌲🔧 漢字',
  'two\nlines\tand a tab',
  '"quoted" \\ back',
  'x'.repeat(400),
  '0',
  '-1',
  'null',
  'true',
  '2026-11-20',
]

/** What the owned hooks do, asked through the API under the names of today. */
export const askHooks: Probe = async (api) => {
  const { names } = api
  const shown = (record: { [name: string]: unknown }, name: string) =>
    record[names.field(`Job.${name}`)]
  const before = await api.list('Job')
  const record = await api.create('Job', { title: 'hook' })
  assert.equal(shown(record, 'reference'), 'R-HOO')
  const done = await api.update('Job', record, { state: 'done' })
  assert.deepEqual([shown(done, 'reference'), shown(done, 'state')], ['R-HOO!', 'done'])
  const people = await api.list('Customer')
  const silent = people.find((one) => one[names.field('Customer.phone')] === 'none')
  assert.ok(silent)
  await api.create('Job', { title: 'nobody', customer: silent.id, customerId: silent.id }, 422)
  await api.call('DELETE', `${names.path('Job')}/${record.id}`, { status: 204 })
  assert.equal((await api.list('Job')).length, before.length)
}
