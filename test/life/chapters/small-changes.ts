import assert from 'node:assert/strict'
import { files, fill } from '../first-day.ts'
import type { Step } from '../life.ts'

const { customer, job, jobHooks } = files
const schema = 'src/jobs/job.schema.gen.ts'

/** The first weeks: fields come, get other names, are split; a file becomes one's own. */
export const smallChanges: Step[] = [
  {
    title: 'the first day, with rows in it',
    change: async () => undefined,
    expect: fill,
  },
  {
    title: 'a field that may be empty',
    async change({ project, save }) {
      project.edit(job, '    note: text(),\n', '    note: text(),\n    dueOn: date(),\n')
      assert.match(await save('due on'), /add column jobs\.due_on/)
    },
    async expect(api) {
      const [first] = await api.list('Job')
      assert.ok(first)
      assert.equal(first.dueOn, null)
      assert.equal((await api.update('Job', first, { dueOn: '2026-12-24' })).dueOn, '2026-12-24')
    },
  },
  {
    title: 'a field gets another name, also where a hook uses it',
    async change({ project, save }) {
      const said = await project.cambium(['rename', 'Customer.phone', 'telephone', '--edit-owned'])
      assert.match(said, /job\.hooks\.ts/)
      assert.match(project.text(jobHooks), /customer\?\.telephone === 'none'/)
      assert.match(await save('telephone'), /rename column customers\.phone to telephone/)
    },
    async expect(api) {
      const people = await api.list('Customer')
      assert.deepEqual(people.filter((one) => 'phone' in one).length, 0)
    },
  },
  {
    title: 'a generated file becomes one of ours',
    async change({ project }) {
      await project.cambium(['eject', schema])
      const owned = schema.replace('.gen', '')
      project.edit(owned, '\nexport interface Job {', '\n// ours\nexport interface Job {')
    },
  },
  {
    title: 'a required field, with a value for the rows that are there',
    async change({ project, save }) {
      project.edit(job, '    note:', '    kind: text({ required: true }),\n    note:')
      const refused = await project.cambium(['generate'])
      assert.match(refused, /Merge it: cambium merge/)
      await project.cambium(['merge'])
      assert.match(await project.cambium(['migrate', 'save'], 3), /--fill Job\.kind=VALUE/)
      assert.match(project.text('src/jobs/job.schema.ts'), /\/\/ ours\n[\s\S]*kind: string/)
      await save('kind', '--fill', 'Job.kind=repair')
    },
    async expect(api) {
      const kinds = new Set((await api.list('Job')).map(({ kind }) => kind))
      assert.deepEqual([...kinds], ['repair'])
    },
  },
  {
    title: 'two fields for one, filled by a data step',
    async change({ project, save }) {
      project.edit(
        customer,
        '    telephone',
        '    firstName: text(),\n    lastName: text(),\n    telephone',
      )
      await save('split names', '--data')
      const step = `migrations/${project.migrations().at(-1)}/data.ts`
      assert.match(project.text(step), /Nothing is written here yet/)
      project.put(step, splitNames)
    },
    async expect(api) {
      const shown = (await api.list('Customer', 'sort=name')).map(({ firstName, lastName }) => [
        firstName,
        lastName,
      ])
      assert.deepEqual(shown, [
        ['Ada', 'Lovelace'],
        ['Grace', 'Brewster Hopper'],
        ['Null', 'None'],
        ['Pat', "O'Neil"],
        ['Zoë', 'Ñuñez 🌲'],
      ])
    },
  },
  {
    title: 'the field that was split goes, and its parts are required',
    async change({ project, save }) {
      project.edit(customer, '    name: text({ required: true, max: 200 }),\n', '')
      project.edit(customer, 'firstName: text()', 'firstName: text({ required: true })')
      await project.cambium(['generate'])
      assert.match(await project.cambium(['migrate', 'save'], 3), /--drop Customer\.name/)
      await save('no more name', '--drop', 'Customer.name')
    },
  },
]

const splitNames = `import { dataStep, sql } from '@cambium/runtime/migrate'

/** The first word is the first name. */
export default dataStep({
  async up({ eachBatch }) {
    await eachBatch({ table: 'customers', by: 'id' }, async ({ db, rows }) => {
      for (const { id, name } of await rows<{ id: string; name: string }>()) {
        const [first = '', ...others] = name.split(' ')
        await db.run(
          sql\`update "customers" set "first_name" = \${first}, "last_name" = \${others.join(' ')} where "id" = \${id}\`,
        )
      }
    })
  },
  invariant: sql\`select count(*) from "customers" where "first_name" is null or "last_name" is null\`,
})
`
