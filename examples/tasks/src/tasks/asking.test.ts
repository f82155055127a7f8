import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp, type TestUser, user } from '@cambium/runtime/testing'
import { app as tasks } from '../app.gen.ts'

interface Page {
  data: { id: string; title: string; project?: unknown; tags?: unknown[] }[]
  page: { next: string | null }
}

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`asking for tasks on ${database}`, () => {
    let app: TestApp
    let ann: TestUser
    let statements = 0

    before(async () => {
      app = await startTestApp(tasks, { database })
      await prepare()
      const { all } = app.database
      app.database.all = (query) => {
        statements++
        return all(query)
      }
    })
    after(() => app.close())

    async function prepare(): Promise<void> {
      const { system } = app
      const person = await system.User.create({ name: 'Ann', email: 'ann@example.com' })
      const other = await system.User.create({ name: 'Bob', email: 'bob@example.com' })
      ann = user(person.id)
      const home = await system.Project.create({ name: 'Home', leadId: person.id })
      const secret = await system.Project.create({ name: 'Secret', leadId: other.id })
      await system.Membership.create({ projectId: home.id, userId: person.id })
      const tag = await system.Tag.create({ name: 'soon' })
      for (let index = 0; index < 6; index++) {
        await system.Task.create({
          title: index % 2 === 0 ? `Bake bread ${index}` : `Wash up ${index}`,
          notes: index === 1 ? 'the Crème bowl, with bread in it' : null,
          priority: 2 + (index % 3),
          projectId: index < 4 ? home.id : secret.id,
          assigneeId: person.id,
          tagIds: [tag.id],
        })
      }
      await system.Task.create({
        title: 'Hidden bread',
        projectId: secret.id,
        assigneeId: other.id,
      })
    }

    async function titles(query: string): Promise<string[]> {
      const answer = await app.call<Page>({ as: ann, url: `/api/tasks?${query}` })
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      return answer.body.data.map(({ title }) => title)
    }

    test('one statement for the list and one for each relation, however many records', async () => {
      const include = 'assignee,project.members.user,project.lead,tags'
      for (const limit of [1, 6]) {
        statements = 0
        await titles(`sort=title&limit=${limit}`)
        assert.equal(statements, 1)
        statements = 0
        await titles(`sort=title&limit=${limit}&include=${include}`)
        assert.equal(statements, 7)
      }
    })

    test('fields of what is included', async () => {
      const query = 'sort=title&limit=1&fields=title&include=project,tags'
      const picked = `/api/tasks?${query}&fields[project]=name&fields[tags]=name`
      const { body } = await app.call<Page>({ as: ann, url: picked })
      assert.deepEqual(body.data, [
        { title: 'Bake bread 0', project: { name: 'Home' }, tags: [{ name: 'soon' }] },
      ])
    })

    test('filters by related records under their own rules', async () => {
      assert.equal((await titles('project.name=Home')).length, 4)
      assert.deepEqual(await titles('project.name=Secret'), [])
      assert.deepEqual(await titles('or[0][priority]=4&or[1][title]=Wash up 1&sort=title'), [
        'Bake bread 2',
        'Wash up 1',
        'Wash up 5',
      ])
      const found = await app.system.Task.list({
        where: { not: { project: { name: 'Home' } }, tags: { name: 'soon' } },
      })
      assert.equal(found.length, 2)
    })

    test('searches words, the most relevant first, and only what may be read', async () => {
      assert.deepEqual(await titles('q=brea'), [
        'Bake bread 4',
        'Bake bread 2',
        'Bake bread 0',
        'Wash up 1',
      ])
      assert.deepEqual(await titles('q=creme'), ['Wash up 1'])
      assert.deepEqual(await titles('q="up 3"'), ['Wash up 3'])
    })

    test('counts and adds up what may be read', async () => {
      const url = '/api/tasks/aggregate?groupBy=priority&count=*&sum=priority&q=bake'
      const { body } = await app.call({ as: ann, url })
      assert.deepEqual(body.data, [
        { group: { priority: 2 }, count: 1, sum: { priority: 2 } },
        { group: { priority: 3 }, count: 1, sum: { priority: 3 } },
        { group: { priority: 4 }, count: 1, sum: { priority: 4 } },
      ])
      assert.equal(await app.system.Task.sum('priority', { title: { startsWith: 'Wash' } }), 9)
    })
  })
}
