import assert from 'node:assert/strict'
import { forgetInstance, noteInstance } from '@cambium/runtime/migrate'
import { files } from '../first-day.ts'
import type { Step } from '../life.ts'

const { customer } = files
const ticket = 'src/tickets/ticket.model.ts'
const tag = 'src/tags/tag.model.ts'
const last = 'sort=-createdAt'

/** The second year: entities get other names, relations other kinds, and code is replaced while it runs. */
export const otherShapes: Step[] = [
  {
    title: 'an entity gets another name, with its files, hooks and ejected file',
    async change({ project, save }) {
      await project.cambium(['rename', 'Job', 'Ticket', '--edit-owned'])
      assert.ok(project.has('src/tickets/ticket.schema.ts'))
      assert.match(project.text('src/tickets/ticket.hooks.ts'), /hooks\('Ticket'/)
      assert.match(await save('tickets'), /rename table jobs to tickets/)
    },
  },
  {
    title: 'what was deleted is deleted no more',
    count: { Ticket: 4 },
    async change({ project, save }) {
      project.edit(ticket, '  softDelete: true,\n', '')
      const meaning = await project.cambium(['generate', '--diff'])
      assert.match(meaning, /breaking +a deleted Ticket .* deleted before are seen again/)
      const said = await project.cambium(['migrate', 'save'], 3)
      assert.match(said, /would be seen again[\s\S]*--drop Ticket\.deletedAt/)
      await save('no soft delete', '--drop', 'Ticket.deletedAt')
    },
  },
  {
    title: 'an entity more, and a relation to it',
    async change({ project, save }) {
      project.put(tag, tagModel)
      project.edit(
        ticket,
        '    customer:',
        "    tag: one('Tag', { inverse: 'tickets' }),\n    customer:",
      )
      await save('tags')
    },
    async expect(api) {
      const urgent = await api.create('Tag', { name: 'urgent' })
      await api.create('Tag', { name: 'nobody has it' })
      const [first, second] = await api.list('Job', last)
      assert.ok(first && second)
      for (const one of [first, second]) await api.update('Job', one, { tagId: urgent.id })
    },
  },
  {
    title: 'one becomes many',
    async change({ project, save }) {
      project.edit(ticket, "tag: one('Tag', {", "tags: manyToMany('Tag', { was: 'tag',")
      await save('many tags')
    },
    async expect(api) {
      const [first, second, third] = await api.list('Job', `${last}&include=tags`)
      const shown = [first, second, third].map((one) => namesOf(one?.tags))
      assert.deepEqual(shown, [['urgent'], ['urgent'], []])
      const [other] = await api.list('Tag', 'name=nobody%20has%20it')
      assert.ok(first && other)
      await api.update('Job', first, { tagIds: [other.id] })
    },
  },
  {
    title: 'many become one again',
    async change({ project, save }) {
      project.edit(
        ticket,
        "tags: manyToMany('Tag', { was: 'tag',",
        "label1: one('Tag', { was: 'tags',",
      )
      await save('one tag')
    },
    async expect(api) {
      const [first, second] = await api.list('Job', `${last}&include=label1`)
      const shown = [first, second].map((one) => namesOf([one?.label1]))
      assert.deepEqual(shown, [['nobody has it'], ['urgent']])
    },
  },
  {
    title: 'a gradual change, while older code serves',
    async change({ project, save }) {
      await project.cambium(['rename', 'Ticket.note', 'remark', '--edit-owned'])
      assert.match(await save('remarks', '--gradual'), /_contract: waits until no older code runs/)
    },
    async migrate(database, life) {
      const [expand = '', contract = ''] = life.project.migrations().slice(-2)
      await life.withFormerCode(database, async (old) => {
        const { storageHash: hash } = old.app
        await database.use((opened) => noteInstance(opened, { id: 'older', hash }))
        await database.up()
        assert.match(contract, new RegExp(`^${expand}_contract$`))
      })
      await life.withFormerCode(database, async (old) => {
        const body = { title: 'by older code', kind: 'repair', note: 'both' }
        const { id } = await old.call('POST', '/api/tickets', { body, status: 201 })
        assert.equal((await old.call('GET', `/api/tickets/${id}`)).note, 'both')
        await old.call('DELETE', `/api/tickets/${id}`, { status: 204 })
      })
      await database.use((opened) => forgetInstance(opened, 'older'))
      await database.up()
    },
  },
  {
    title: 'two fields exchange their names',
    async change({ project, save }) {
      for (const [from, to] of [
        ['firstName', 'spare'],
        ['lastName', 'firstName'],
        ['spare', 'lastName'],
      ]) {
        await project.cambium(['rename', `Customer.${from}`, String(to), '--edit-owned'])
      }
      await save('names the other way round')
    },
    async expect(api) {
      const [ada] = await api.list('Customer', 'lastName=Ada')
      assert.equal(ada?.firstName, 'Lovelace')
    },
  },
  {
    title: 'a list, JSON, and a place with an index',
    async change({ project, save }) {
      project.edit(
        customer,
        '    address:',
        `    nicknames: list(text(), { default: [] }),
    about: json(),
    place: point(),
    address:`,
      )
      project.edit(customer, '  access:', "  indexes: [geo('place')],\n  access:")
      await save('places')
    },
    async expect(api) {
      const [first] = await api.list('Customer', 'sort=createdAt')
      assert.ok(first)
      assert.deepEqual([first.nicknames, first.about, first.place], [[], null, null])
      const values = { nicknames: ['a', 'ü'], about: { b: [1, null] }, place: { lat: 52, lng: 13 } }
      const changed = await api.update('Customer', first, values)
      assert.deepEqual({ ...changed, ...values }, changed)
      const near = await api.list('Customer', 'place[near]=52,13.001,1000')
      assert.deepEqual(
        near.map(({ id }) => id),
        [first.id],
      )
    },
  },
  {
    title: 'versions and a history',
    async change({ project, save }) {
      project.edit(ticket, '  indexes:', '  versioned: true,\n  history: true,\n  indexes:')
      await save('versions')
    },
    async expect(api) {
      const [first] = await api.list('Job', last)
      assert.ok(first)
      assert.equal(first.version, 1)
      assert.equal((await api.update('Job', first, { hours: 99 })).version, 2)
    },
  },
  {
    title: 'another fate for what belongs to a customer who goes',
    async change({ project, save }) {
      project.edit(ticket, "{ inverse: 'jobs' }", "{ inverse: 'jobs', onDelete: 'cascade' }")
      await save('tickets go with their customer')
    },
    async expect(api) {
      const gone = await api.create('Customer', { firstName: 'Gone' })
      const made = await api.create('Job', { title: 'goes too', customerId: gone.id })
      await api.call('DELETE', `/api/customers/${gone.id}`, { status: 204 })
      await api.call('GET', `/api/tickets/${made.id}`, { status: 404 })
    },
  },
  {
    title: 'a relation and an entity that go',
    async change({ project, save }) {
      project.edit(ticket, project.text(ticket).match(/ {4}label1: .*\n/)?.[0] ?? '?', '')
      project.delete('src/tags')
      const said = await project.cambium(['generate'])
      assert.doesNotMatch(said, /error/)
      assert.match(await project.cambium(['migrate', 'save'], 3), /--drop Tag/)
      await save('no tags', '--drop', 'Tag', '--drop', 'Ticket.label1')
    },
  },
  {
    title: 'fields that are found by no words and are worked out no more',
    async change({ project, save }) {
      project.edit(ticket, "search: 'A', ", '')
      project.edit(ticket, project.text(ticket).match(/ {4}label: .*\n/)?.[0] ?? '?', '')
      await save('no labels', '--drop', 'Ticket.label')
    },
  },
]

const tagModel = `import { entity, text } from '@cambium/model'

export default entity('Tag', {
  fields: { name: text({ required: true, unique: true }) },
  access: { read: 'public', create: 'public', update: 'public', delete: 'public' },
})
`

function namesOf(tags: unknown): string[] {
  return (tags as { name: string }[]).map(({ name }) => name)
}
