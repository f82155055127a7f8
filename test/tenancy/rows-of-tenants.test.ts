import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { AnyRecord } from '@cambium/runtime/operation'
import { startTestApp, type TestApp, type TestUser, user, userOf } from '@cambium/runtime/testing'
import { tenantsProject } from './fixture/tenants-project.ts'

type Answer = { status: number; body: AnyRecord; text: string }
type Found = AnyRecord & { id: string; tenantId: string | number }
/** The entities of the project, which is generated while the test runs. */
type Entities = {
  [entity: string]: {
    create(input: AnyRecord): Promise<Found>
    get(id: unknown): Promise<Found | undefined>
    update(id: unknown, changes: AnyRecord): Promise<Found>
    list(query?: AnyRecord): Promise<Found[]>
    count(where?: AnyRecord): Promise<number>
  }
} & { crossTenant(tenant?: string | number): Entities }

for (const [key, database] of [
  ['uuid7', 'sqlite'],
  ['serial', 'postgres'],
] as const) {
  describe(`rows of tenants on ${database}, whose ids are of kind ${key}`, () => {
    let app: TestApp
    let all: Entities
    let acme: Found
    let bolt: Found
    let ann: TestUser
    let bob: TestUser
    let boss: TestUser
    const made: { [name: string]: Found } = {}

    before(async () => {
      app = await startTestApp(await tenantsProject(key), { database })
      all = (app.system as unknown as Entities).crossTenant()
      acme = (await all.Company?.create({ name: 'Acme' })) ?? assert.fail()
      bolt = (await all.Company?.create({ name: 'Bolt' })) ?? assert.fail()
      const { id } = (await all.User?.create({ name: 'Ann' })) ?? assert.fail()
      const other = (await all.User?.create({ name: 'Bob' })) ?? assert.fail()
      for (const [name, tenant, userId] of [
        ['mine', acme, id],
        ['yours', bolt, other.id],
      ] as const) {
        const own = { tenantId: tenant.id }
        await all.Membership?.create({ ...own, userId })
        const tag = (await all.Tag?.create({ ...own, name: 'urgent' })) ?? assert.fail()
        const project =
          (await all.Project?.create({ ...own, name: `Project ${name}`, leadId: userId })) ??
          assert.fail()
        const task =
          (await all.Task?.create({
            ...own,
            title: `Task ${name}`,
            points: 3,
            projectId: project.id,
            assigneeId: userId,
            tagIds: [tag.id],
          })) ?? assert.fail()
        Object.assign(made, {
          [`tag ${name}`]: tag,
          [`project ${name}`]: project,
          [`task ${name}`]: task,
        })
      }
      ann = userOf(acme.id, id)
      bob = userOf(bolt.id, other.id)
      boss = userOf(acme.id, 'boss', 'staff', 'admin')
    })
    after(() => app.close())

    const call = (
      as: TestUser,
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      url: string,
      body?: object,
    ): Promise<Answer> =>
      app.call<AnyRecord>({ as, method, url: `/api${url}`, ...(body && { body }) })
    const titles = async (as: TestUser, url: string): Promise<unknown> =>
      ((await call(as, 'GET', url)).body.data as AnyRecord[]).map(
        ({ title, name }) => title ?? name,
      )
    const idOf = (name: string): string => made[name]?.id ?? assert.fail(name)

    test('are there for callers of the same tenant alone, whatever their roles', async () => {
      assert.deepEqual(await titles(boss, '/tasks?count=exact'), ['Task mine'])
      assert.deepEqual(await titles(ann, '/projects'), ['Project mine'])
      assert.deepEqual(await titles(boss, '/companies'), ['Acme'])
      assert.deepEqual(await titles(ann, '/users'), ['Ann'])
      for (const url of [
        `/tasks/${idOf('task yours')}`,
        `/companies/${bolt.id}`,
        `/tasks/${idOf('task yours')}/tags`,
      ]) {
        assert.equal((await call(boss, 'GET', url)).status, 404, url)
      }
    })

    test("are nobody's without a tenant", async () => {
      for (const as of [
        user('ann'),
        user('boss', 'staff', 'admin'),
        userOf('no such company', 'ann', 'staff'),
      ]) {
        assert.deepEqual(await titles(as, '/tasks'), [])
        assert.deepEqual(await titles(as, '/companies'), [])
        assert.equal((await call(as, 'GET', `/tasks/${idOf('task mine')}`)).status, 404)
      }
      const refused = await call(user('ann'), 'POST', '/tags', { name: 'x' })
      assert.deepEqual(
        [refused.status, refused.body.detail],
        [403, 'A tag belongs to a company, and you are in none'],
      )
      assert.equal((await call(null, 'POST', '/tags', { name: 'x' })).status, 401)
    })

    test('are counted, added up, searched and filtered through relations in one tenant', async () => {
      const count = async (url: string): Promise<unknown> =>
        ((await call(boss, 'GET', url)).body as { page?: AnyRecord }).page?.total
      assert.equal(await count('/tasks?count=exact'), 1)
      const sums = await call(boss, 'GET', '/tasks/aggregate?count=*&sum=points')
      assert.match(sums.text, /"count":1/)
      assert.match(sums.text, /"points":3/)
      assert.deepEqual(await titles(boss, '/tasks?q=task'), ['Task mine'])
      assert.deepEqual(await titles(boss, '/tasks?q=yours'), [])
      assert.deepEqual(await titles(boss, '/tasks?tags.name=urgent'), ['Task mine'])
      assert.deepEqual(await titles(boss, '/tasks?project.name=Project yours'), [])
      assert.deepEqual(await titles(ann, '/users?memberships.level=1'), ['Ann'])
      assert.deepEqual(await titles(boss, `/tasks?tenantId=${bolt.id}`), [])
      const included = await call(boss, 'GET', '/tasks?include=project,tags,assignee,tenant')
      assert.doesNotMatch(included.text, /yours|Bolt|Bob/)
      assert.match(included.text, /"tenant":\{[^}]*"Acme"/)
      assert.equal((await call(ann, 'GET', `/projects/${idOf('project mine')}`)).body.size, 1)
    })

    test('get their tenant from the caller, who may name no other', async () => {
      const sent = await call(ann, 'POST', '/tags', { name: 'fine', tenantId: bolt.id })
      assert.equal(sent.status, 422)
      const tag = await call(ann, 'POST', '/tags', { name: 'fine' })
      assert.deepEqual([tag.status, tag.body.tenantId], [201, acme.id])
      const moved = await call(ann, 'PATCH', `/tags/${tag.body.id}`, { tenantId: bolt.id })
      assert.equal(moved.status, 422)
      const bulk = await call(ann, 'POST', '/tags/bulk', {
        data: [{ name: 'one' }, { name: 'two' }],
      })
      assert.equal(bulk.status, 201)
      assert.equal(await all.Tag?.count({ tenantId: acme.id }), 4)
      assert.equal(await all.Tag?.count({ tenantId: bolt.id }), 1)
    })

    test('cannot be changed, deleted or linked from another tenant', async () => {
      const url = `/tasks/${idOf('task yours')}`
      assert.equal((await call(boss, 'PATCH', url, { title: 'x' })).status, 404)
      assert.equal((await call(boss, 'DELETE', url)).status, 404)
      const many = await call(boss, 'PATCH', '/tasks?status=open', { points: 9 })
      assert.equal(many.status, 200, many.text)
      await call(boss, 'DELETE', '/tasks?title=Task yours')
      const theirs = await all.Task?.get(idOf('task yours'))
      assert.deepEqual([theirs?.title, theirs?.points], ['Task yours', 3])
      for (const [given, path] of [
        [{ projectId: idOf('project yours') }, 'projectId'],
        [{ tagIds: [idOf('tag yours')] }, 'tagIds'],
      ] as const) {
        const made = await call(ann, 'POST', '/tasks', { title: 'x', ...given })
        assert.deepEqual([made.status, (made.body.errors as AnyRecord[])[0]?.path], [422, path])
        const changed = await call(ann, 'PATCH', `/tasks/${idOf('task mine')}`, given)
        assert.deepEqual(
          [changed.status, (changed.body.errors as AnyRecord[])[0]?.path],
          [422, path],
        )
      }
    })

    test('are unique in their tenant, and named in it by an upsert', async () => {
      const taken = await call(ann, 'POST', '/tags', { name: 'urgent' })
      assert.deepEqual([taken.status, taken.body.detail], [409, 'Already taken: name'])
      assert.deepEqual(
        (taken.body.errors as AnyRecord[]).map(({ path }) => path),
        ['name'],
      )
      const put = await call(bob, 'PUT', '/tags/name/fine', {})
      assert.deepEqual([put.status, put.body.tenantId], [201, bolt.id])
      assert.equal((await call(bob, 'PUT', '/tags/name/fine', { name: 'fine' })).status, 200)
    })

    test('stay apart for hooks, until they say crossTenant()', async () => {
      const counted = await call(ann, 'POST', '/tasks', { title: 'count in mine' })
      assert.equal(counted.body.title, '1 tasks')
      const stolen = await call(ann, 'POST', '/tasks', { title: `steal ${idOf('project yours')}` })
      assert.deepEqual(
        [stolen.status, (stolen.body.errors as AnyRecord[])[0]?.path],
        [422, 'projectId'],
      )
      const own = await call(ann, 'POST', '/tasks', { title: `steal ${idOf('project mine')}` })
      assert.equal(own.status, 201)
      const nosy = await call(ann, 'POST', '/companies', { name: 'Nosy' })
      assert.equal(nosy.status, 201, nosy.text)
      const [tag] = await (all.Tag?.list({ where: { tenantId: nosy.body.id } }) ?? [])
      assert.match(String(tag?.name), /^sees 0 of [45]$/)
      const theirs = userOf(nosy.body.id as string, (ann as { id: string }).id)
      assert.deepEqual(await titles(theirs, '/users'), ['Ann'])
    })

    test('keep what a shared record is linked to in each tenant', async () => {
      const url = `/users/${(ann as { id: string }).id}`
      await all.Membership?.create({ tenantId: bolt.id, userId: (ann as { id: string }).id })
      const there = userOf(bolt.id, (ann as { id: string }).id)
      assert.equal((await call(ann, 'PATCH', url, { skillIds: [idOf('tag mine')] })).status, 200)
      assert.equal((await call(there, 'PATCH', url, { skillIds: [idOf('tag yours')] })).status, 200)
      assert.equal((await call(there, 'PATCH', url, { skillIds: [idOf('tag mine')] })).status, 422)
      assert.equal((await call(there, 'PATCH', url, { skillIds: [] })).status, 200)
      const skills = async (as: TestUser) =>
        (await call(as, 'GET', `${url}?include=skills`)).body.skills as AnyRecord[]
      assert.equal((await skills(ann)).length, 1)
      assert.equal((await skills(there)).length, 0)
    })

    test('keep their tenant across tenants too, and references inside it', async () => {
      await assert.rejects(async () => all.Tag?.create({ name: 'whose' }), {
        code: 'invalid',
        message: /tenantId must name the tenant/,
      })
      await assert.rejects(async () => all.Tag?.update(idOf('tag mine'), { tenantId: bolt.id }), {
        code: 'invalid',
      })
      await assert.rejects(
        async () => all.Task?.update(idOf('task mine'), { projectId: idOf('project yours') }),
        { code: 'invalid' },
      )
      const bound = (app.system as unknown as Entities).crossTenant(bolt.id)
      assert.equal((await bound.Tag?.create({ name: 'bound' }))?.tenantId, bolt.id)
      assert.equal(await bound.Task?.get(idOf('task mine')), undefined)
      await assert.rejects(
        async () => (app.system as unknown as Entities).Tag?.create({ name: 'x' }),
        /use system\.crossTenant\(id\)/,
      )
      assert.equal(await (app.system as unknown as Entities).Task?.count(), 0)
    })

    test('are created once for each tenant under one Idempotency-Key', async () => {
      const send = (as: TestUser) =>
        app.call<AnyRecord>({
          as,
          method: 'POST',
          url: '/api/tags',
          headers: { 'idempotency-key': 'k' },
          body: { name: 'once' },
        })
      const [first, again, there] = [
        await send(ann),
        await send(ann),
        await send(userOf(bolt.id, (ann as { id: string }).id)),
      ]
      assert.equal(first.body.id, again.body.id)
      assert.equal(there.body.tenantId, bolt.id)
    })
  })
}
