import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { bool, choice, entity, int, manyToMany, one, only, owner, role, text } from '@cambium/model'
import { startTestApp, type TestApp, user } from '@cambium/runtime/testing'
import { buildModel } from '../../packages/generator/src/testing/index.ts'
import { type GeneratedProject, generateProject } from './world/index.ts'

const everybody = { read: 'signedIn', create: 'signedIn', update: 'signedIn' } as const

/** What hides something here is named so: a link, a key, a state, a limit, a row. */
const entities = [
  entity('User', { fields: { name: text({ required: true }) }, access: everybody }),
  entity('Tag', { fields: { name: text({ required: true }) }, access: everybody }),
  entity('Club', {
    fields: {
      name: text({ required: true, unique: true }),
      people: manyToMany('User', { through: 'Seat', inverse: 'clubs' }),
      patron: one('User', { inverse: 'sponsored', hidden: true }),
    },
    access: { read: 'signedIn' },
  }),
  entity('Seat', {
    fields: {
      club: one('Club', { required: true, inverse: 'seats', onDelete: 'cascade' }),
      user: one('User', { required: true, inverse: 'seats', onDelete: 'cascade' }),
      secret: bool({ default: false }),
    },
    softDelete: true,
    access: { ...everybody, read: [owner('user'), (seat: { secret: boolean }) => !seat.secret] },
  }),
  entity('Task', {
    fields: {
      title: text({ required: true, unique: true }),
      state: choice(['open', 'paid', 'gone'], {
        default: 'open',
        transitions: { open: ['paid'], paid: ['gone'] },
      }),
      salary: int({ default: 10 }),
      limit: int({ default: 100 }),
      open: bool({ default: true }),
      boss: one('User', { inverse: 'bossOf' }),
      tags: manyToMany('Tag', { inverse: 'tasks' }),
    },
    api: { upsert: 'title' },
    access: {
      read: [role('staff'), (task: { open: boolean }) => task.open],
      create: role('staff'),
      update: [role('staff'), only('title', 'boss')],
    },
    fieldAccess: {
      state: { read: role('staff') },
      salary: { read: role('staff'), write: role('staff') },
      boss: { read: role('staff') },
    },
    check: {
      'it is over the limit': (task: { salary: number; limit: number }) =>
        task.salary <= task.limit,
    },
  }),
]

const narrowing = `
import { hooks } from '@cambium/runtime/hooks'
export const tagHooks = hooks('Tag', {
  list: { before: ({ query }) => ({ ...query, where: { ...query.where, name: { ne: 'narrowed' } } }) },
})
`

interface Repository {
  create(values: object): Promise<{ id: string }>
  delete(id: string): Promise<unknown>
}

const ann = user('ann')
const staff = user('sue', 'staff')

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`what is hidden on ${database}`, () => {
    let project: GeneratedProject
    let app: TestApp
    let system: { readonly [name: string]: Repository }
    before(async () => {
      const { model } = buildModel(entities)
      project = await generateProject(model, (path, written) =>
        path.endsWith('tag.hooks.ts') ? narrowing : written,
      )
      app = await startTestApp(project.app, { database })
      system = app.system as unknown as typeof system
    })
    after(async () => {
      await app?.close()
      project?.remove()
    })

    const made = async (name: string, values: object): Promise<string> => {
      const repository = system[name]
      assert.ok(repository)
      return (await repository.create(values)).id
    }
    const get = (url: string, as = ann) => app.call<{ data: { id: string }[] }>({ as, url })
    const send = (method: 'PATCH' | 'PUT', url: string, body: object) =>
      app.call({ as: ann, method, url, body })

    test('is who sits where, over a seat that is secret or deleted', async () => {
      const club = await made('Club', { name: 'chess' })
      const bob = await made('User', { name: 'bob' })
      const eve = await made('User', { name: 'eve' })
      const seat = await made('Seat', { clubId: club, userId: bob, secret: true })
      const left = await made('Seat', { clubId: club, userId: eve })
      await system.Seat?.delete(left)
      const included = await get(`/api/clubs/${club}?include=people`)
      assert.deepEqual((included.body as unknown as { people: unknown }).people, [])
      assert.deepEqual((await get(`/api/clubs/${club}/people`)).body.data, [])
      assert.deepEqual((await get(`/api/users/${bob}/clubs`)).body.data, [])
      assert.deepEqual((await get('/api/clubs?people.name=bob')).body.data, [])
      assert.deepEqual((await get('/api/users?clubs.name=chess')).body.data, [])
      const own = await get(`/api/clubs/${club}/people`, user(bob))
      assert.deepEqual(
        own.body.data.map(({ id }) => id),
        [bob],
        `${seat} is for those who sit there`,
      )
    })

    test('is a key that never leaves, to lists of what it leads to as well', async () => {
      const bob = await made('User', { name: 'bob' })
      await made('Club', { name: 'go', patronId: bob })
      assert.equal((await get(`/api/users/${bob}/sponsored`)).status, 404)
    })

    test('is a key with a read rule, to lists of what it leads to as well', async () => {
      const bob = await made('User', { name: 'bob' })
      const task = await made('Task', { title: 'led', bossId: bob })
      assert.deepEqual((await get(`/api/users/${bob}/bossOf`)).body.data, [])
      const known = await get(`/api/users/${bob}/bossOf`, staff)
      assert.deepEqual(
        known.body.data.map(({ id }) => id),
        [task],
      )
    })

    test('is which value was sent again, where only some fields may be changed', async () => {
      const id = await made('Task', { title: 'states', state: 'paid' })
      for (const state of ['open', 'paid', 'gone']) {
        const answer = await send('PATCH', `/api/tasks/${id}`, { state })
        assert.equal(answer.status, 403, `${state}: ${answer.text}`)
      }
    })

    test('is how a value meets the checks of a record that may not be changed', async () => {
      const id = await made('Task', { title: 'checks', salary: 50 })
      for (const limit of [1, 99]) {
        const answer = await send('PATCH', `/api/tasks/${id}`, { limit })
        assert.equal(answer.status, 403, answer.text)
      }
    })

    test('is a record, to somebody who may not create one by its name', async () => {
      await made('Task', { title: 'unseen', open: false })
      const [there, nowhere] = [
        await send('PUT', '/api/tasks/title/unseen', { limit: 5 }),
        await send('PUT', '/api/tasks/title/nowhere', { limit: 5 }),
      ]
      assert.deepEqual([there.status, nowhere.status], [403, 403])
      assert.equal(there.body.detail, nowhere.body.detail)
    })

    test('is nothing that links may change where only other fields may be', async () => {
      const id = await made('Task', { title: 'linked' })
      const tag = await made('Tag', { name: 'red' })
      const answer = await send('PATCH', `/api/tasks/${id}`, { title: 'linked 2', tagIds: [tag] })
      assert.equal(answer.status, 403, answer.text)
      assert.equal((await send('PATCH', `/api/tasks/${id}`, { title: 'linked 2' })).status, 200)
    })

    test('is what a hook takes out of lists, to their aggregates too', async () => {
      await made('Tag', { name: 'narrowed' })
      const listed = await get('/api/tags')
      const counted = await get('/api/tags/aggregate?count=*&groupBy=name')
      assert.ok(!listed.text.includes('narrowed'), listed.text)
      assert.ok(!counted.text.includes('narrowed'), counted.text)
    })
  })
}
