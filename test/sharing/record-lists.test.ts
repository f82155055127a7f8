import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { App } from '@cambium/runtime/app'
import { sql } from '@cambium/runtime/database'
import { guest, startTestApp, type TestApp, type TestUser, user } from '@cambium/runtime/testing'
import { createSample } from '../../packages/generator/src/cli/fixture/index.ts'

const models = {
  'src/papers/paper.model.ts': `import { acl, entity, role, secret, text } from '@cambium/model'

export default entity('Paper', {
  id: 'serial',
  fields: {
    title: text({ required: true, max: 80 }),
    author: text({ required: true, max: 80 }),
    remark: text({ max: 80 }),
    pin: text({ max: 20, encrypted: true }),
    inner: text({ max: 20, hidden: true }),
  },
  history: true,
  versioned: true,
  access: {
    read: [(p, user) => p.author === user.id, acl('read'), acl('write'), role('staff')],
    create: 'signedIn',
    update: [(p, user) => p.author === user.id, acl('write')],
    delete: (p, user) => p.author === user.id,
    share: (p, user) => p.author === user.id,
  },
  fieldAccess: { remark: { read: (p, user) => p.author === user.id } },
})
`,
  'src/users/user.model.ts': `import { entity, owner, role, text } from '@cambium/model'

export default entity('User', {
  fields: { name: text({ max: 80 }) },
  access: { read: [owner('id'), role('staff')] },
})
`,
  'src/papers/paper.hooks.ts': `import { hooks } from '@cambium/runtime/hooks'

export const paperHooks = hooks('Paper', {
  create: {
    async after({ record, input, grantAccess, revokeAccess, fail }) {
      const entry = { entity: 'Paper', id: record.id, subject: { user: 'eve' }, right: 'read' } as const
      if (input.title.startsWith('for eve')) await grantAccess(entry)
      if (input.title === 'for eve, or not') await revokeAccess(entry)
      if (input.title === 'for eve, undone') throw fail(409, 'Undone')
    },
  },
})
`,
}

async function load(): Promise<App> {
  const project = createSample()
  process.once('exit', project.remove)
  for (const [file, text] of Object.entries(models)) project.put(file, text)
  const { code, out, err } = project.run('generate')
  assert.equal(code, 0, `${out}${err}`)
  return ((await import(join(project.folder, 'src/app.gen.ts'))) as { app: App }).app
}

process.env.ENCRYPTION_KEY ??= 'a key for tests, of forty characters ...'

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`what is kept beside a record on ${database}`, () => {
    let app: TestApp
    const [ann, bob, eve, staff] = [user('ann'), user('bob'), user('eve'), user('sam', 'staff')]

    before(async () => {
      app = await startTestApp(await load(), { database })
      const users = app.system as unknown as { User: { create(input: object): Promise<unknown> } }
      await users.User.create({ id: 'ann', name: 'Ann' })
    })
    after(() => app.close())

    const call = (
      as: TestUser,
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      url: string,
      body?: object,
    ) =>
      app.call<{ [name: string]: unknown; data: { [name: string]: unknown }[] }>({
        as,
        method,
        url: `/api/papers${url}`,
        ...(body && { body }),
      })
    const make = async (title: string): Promise<string> => {
      const { body, text } = await call(ann, 'POST', '', {
        title,
        author: 'ann',
        remark: 'r',
        pin: '1234',
      })
      assert.ok(body.id, text)
      return `/${body.id}`
    }
    const entries = (): Promise<number> =>
      app.database.count(sql`select count(*) from "cambium_acl"`)

    test('the access list says who reads and writes, and changes as a whole', async () => {
      const url = await make('shared')
      assert.equal((await call(bob, 'GET', url)).status, 404)
      const data = [
        { user: 'bob', right: 'read' },
        { role: 'staff', right: 'write' },
      ]
      const set = await call(ann, 'PUT', `${url}/access`, { data })
      assert.deepEqual([set.status, set.body], [200, { data }])
      assert.equal((await call(bob, 'GET', url)).status, 200)
      assert.equal((await call(bob, 'PATCH', url, { title: 'x' })).status, 403)
      assert.equal((await call(staff, 'PATCH', url, { title: 'x' })).status, 200)
      assert.deepEqual((await call(ann, 'GET', `${url}/access`)).body, { data })
      const next = [
        { everyone: true, right: 'read' },
        { user: 'bob', right: 'write' },
      ]
      assert.deepEqual((await call(ann, 'PUT', `${url}/access`, { data: next })).body, {
        data: next,
      })
      assert.equal((await call(staff, 'PATCH', url, { title: 'y' })).status, 403)
      assert.equal((await call(eve, 'GET', url)).status, 200)
      const left = await call(ann, 'DELETE', `${url}/access?user=bob`)
      assert.deepEqual(left.body, { data: [{ everyone: true, right: 'read' }] })
      assert.deepEqual((await call(ann, 'DELETE', `${url}/access?right=write`)).body.data.length, 1)
      assert.deepEqual((await call(ann, 'DELETE', `${url}/access`)).body, { data: [] })
      assert.equal((await call(eve, 'GET', url)).status, 404)
    })

    test('is seen and changed by those alone whom the rule share lets through', async () => {
      const url = await make('mine')
      await call(ann, 'PUT', `${url}/access`, { data: [{ user: 'bob', right: 'write' }] })
      for (const [as, status] of [
        [bob, 403],
        [staff, 403],
        [eve, 404],
        [guest, 401],
        [user('boss', 'admin'), 404],
      ] as const) {
        assert.equal((await call(as, 'GET', `${url}/access`)).status, status, as?.id)
        const given = await call(as, 'PUT', `${url}/access`, {
          data: [{ user: 'eve', right: 'write' }],
        })
        assert.equal(given.status, status, as?.id)
        assert.equal((await call(as, 'DELETE', `${url}/access`)).status, status, as?.id)
      }
      const { body } = await call(ann, 'GET', `${url}/access`)
      assert.deepEqual(body.data, [{ user: 'bob', right: 'write' }])
    })

    test('refuses what is no entry, by its place', async () => {
      const url = `${await make('strict')}/access`
      for (const entry of [
        { user: 'a' },
        { user: 'a', right: 'own' },
        { user: 'a', role: 'b', right: 'read' },
        { user: '', right: 'read' },
        { everyone: false, right: 'read' },
        'a',
        null,
      ]) {
        const { status, body } = await call(ann, 'PUT', url, {
          data: [{ user: 'bob', right: 'read' }, entry],
        })
        assert.equal(status, 422)
        assert.deepEqual(
          (body.errors as { path: string }[]).map(({ path }) => path),
          ['data.1'],
        )
      }
      assert.equal((await call(ann, 'PUT', url, { entries: [] })).status, 422)
      for (const query of ['user=', 'who=bob', 'right=own', 'user=a&role=b', 'everyone=no']) {
        assert.equal((await call(ann, 'DELETE', `${url}?${query}`)).status, 400, query)
      }
      assert.deepEqual((await call(ann, 'GET', url)).body, { data: [] })
    })

    test('goes with the record', async () => {
      const url = await make('gone')
      const before = await entries()
      await call(ann, 'PUT', `${url}/access`, { data: [{ user: 'bob', right: 'read' }] })
      assert.equal((await call(ann, 'DELETE', url)).status, 204)
      assert.equal(await entries(), before)
      // Neither does a record inherit what was left of another with its id.
      await app.database.run(sql`
        insert into "cambium_acl" ("entity", "record_id", "subject", "right")
        values ('Paper', ${String(Number(url.slice(1)) + 1)}, 'user:eve', 'read')
      `)
      const again = await make('again')
      const later = await make('later')
      for (const one of [again, later]) assert.equal((await call(eve, 'GET', one)).status, 404)
    })

    test('hooks give and take rights in the transaction of the operation', async () => {
      assert.equal((await call(eve, 'GET', await make('for eve'))).status, 200)
      assert.equal((await call(eve, 'GET', await make('for eve, or not'))).status, 404)
      const before = await entries()
      const undone = await call(ann, 'POST', '', { title: 'for eve, undone', author: 'ann' })
      assert.equal(undone.status, 409)
      assert.equal(await entries(), before)
    })

    test('the history tells readers what was done, of the fields they may see', async () => {
      const url = await make('first')
      await call(ann, 'PATCH', url, { title: 'second', remark: 'changed' })
      await call(ann, 'PATCH', url, { pin: '9999' })
      await call(ann, 'PUT', `${url}/access`, { data: [{ user: 'bob', right: 'read' }] })
      const whole = await call(ann, 'GET', `${url}/history`)
      assert.equal(whole.status, 200, whole.text)
      assert.deepEqual(
        whole.body.data.map(({ operation, version, actor }) => [operation, version, actor]),
        [
          ['update', 3, 'ann'],
          ['update', 2, 'ann'],
          ['create', 1, 'ann'],
        ],
      )
      const { updatedAt: _at, ...changes } = (whole.body.data[1]?.changes ?? {}) as {
        updatedAt?: string
      }
      assert.deepEqual(changes, { title: 'second', remark: 'changed', version: 2 })
      // What is encrypted or hidden is in nobody's history.
      assert.doesNotMatch(whole.text, /pin|1234|9999|inner/)
      const stored = await app.database.all<{ changes: string }>(
        sql`select cast("changes" as text) as "changes" from "cambium_history"`,
      )
      assert.doesNotMatch(JSON.stringify(stored), /1234|9999/)
      const seen = await call(bob, 'GET', `${url}/history`)
      // Who may not read a user is not told that it was them.
      assert.deepEqual(new Set(seen.body.data.map(({ actor }) => actor)), new Set([null]))
      const told = await call(staff, 'GET', `${url}/history`)
      assert.deepEqual(new Set(told.body.data.map(({ actor }) => actor)), new Set(['ann']))
      assert.doesNotMatch(seen.text, /remark|changed/)
      assert.match(seen.text, /"title":"second"/)
      for (const [as, status] of [
        [eve, 404],
        [guest, 401],
      ] as const) {
        assert.equal((await call(as, 'GET', `${url}/history`)).status, status)
      }
    })

    test('the history comes page by page', async () => {
      const url = await make('paged')
      for (const title of ['a', 'b', 'c']) await call(ann, 'PATCH', url, { title })
      const seen: unknown[] = []
      let after = ''
      for (let pages = 0; pages < 5; pages++) {
        const { body } = await call(ann, 'GET', `${url}/history?limit=2${after}`)
        seen.push(...body.data.map(({ version }) => version))
        const { next } = body.page as { next: string | null }
        if (next === null) break
        after = `&after=${next}`
      }
      assert.deepEqual(seen, [4, 3, 2, 1])
      for (const query of ['limit=0', 'limit=101', 'after=a%20b', 'sort=at']) {
        assert.equal((await call(ann, 'GET', `${url}/history?${query}`)).status, 400, query)
      }
    })
  })
}
