import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { App } from '@cambium/runtime/app'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { createSample } from '../../packages/generator/src/cli/fixture/index.ts'
import { mailedLink, register, type Visitor } from '../accounts/fixture/visitor.ts'

const models = {
  'cambium.config.ts': `import { defineConfig } from '@cambium/model'

export default defineConfig({
  name: 'crm',
  roles: { staff: { tenant: true, inherits: ['writer'] }, writer: {}, auditor: {} },
  tenancy: { entity: 'Company', isolation: 'row' },
})
`,
  'src/companies/company.model.ts': `import { entity, text } from '@cambium/model'

export default entity('Company', {
  fields: { name: text({ required: true, max: 80 }) },
  access: { read: 'signedIn' },
})
`,
  'src/users/user.model.ts': `import { email, entity, owner, text } from '@cambium/model'

export default entity('User', {
  fields: {
    email: email({ required: true, unique: true, lower: true, trim: true }),
    name: text({ max: 120 }),
  },
  auth: { identifiers: ['email'], methods: ['password', 'organisations', 'apiKeys'] },
  access: { read: owner('id') },
})
`,
  'src/notes/note.model.ts': `import { entity, role, text } from '@cambium/model'

export default entity('Note', {
  fields: { title: text({ required: true, max: 80 }) },
  access: { read: 'signedIn', create: role('writer'), delete: role('auditor') },
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

type Creating = { [entity: string]: { create(input: object): Promise<{ id: string }> } }

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`the tenant of a session on ${database}`, () => {
    let app: TestApp
    let ann: Visitor
    let userId: string
    const ids: string[] = []
    const at = new Date().toISOString()

    before(async () => {
      app = await startTestApp(await load(), { database })
      const all = app.system.crossTenant() as unknown as Creating
      for (const name of ['Acme', 'Bolt', 'Cork']) {
        const id = (await all.Company?.create({ name }))?.id ?? assert.fail()
        ids.push(id)
        await all.Note?.create({ tenantId: id, title: `Note of ${name}` })
        await app.database.run(sql`
          insert into "auth_organisations" ("id", "name", "slug", "created_at")
          values (${id}, ${name}, ${name}, ${at})
        `)
      }
      ann = await register(app, 'ann@example.com')
      const found = await app.database.first<{ id: string }>(sql`select "id" from "users"`)
      userId = found?.id ?? assert.fail()
    })
    after(() => app.close())

    const admit = (index: number, role: string): Promise<number> =>
      app.database.run(sql`
        insert into "auth_members" ("id", "organization_id", "user_id", "role", "created_at")
        values (${`m${index}`}, ${ids[index] ?? ''}, ${userId}, ${role}, ${at})
      `)
    const activate = (index: number): Promise<number> =>
      app.database.run(
        sql`update "auth_sessions" set "active_organization_id" = ${ids[index] ?? ''}`,
      )
    /** What ended or began elsewhere is seen within a second. */
    const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 900))
    const notes = async (): Promise<unknown> => {
      await settled()
      const { body } = await ann.call<{ data: { title: string }[] }>({ url: '/api/notes' })
      return body.data.map(({ title }) => title)
    }
    const write = async (): Promise<number> =>
      (await ann.call({ method: 'POST', url: '/api/notes', body: { title: 'x' } })).status

    test('is none for who is a member of none', async () => {
      assert.deepEqual(await notes(), [])
    })

    test('is the only one, with the roles that count there', async () => {
      await admit(0, 'member,staff')
      assert.deepEqual(await notes(), ['Note of Acme'])
      assert.equal(await write(), 201)
    })

    test('is that of the only one for a key, too', async () => {
      const made = await ann.post<{ key: string }>('/api-keys', { name: 'k' })
      assert.ok(made.body.key, made.text)
      const headers = { 'x-api-key': made.body.key }
      const seen = await app.call<{ data: unknown[] }>({ url: '/api/notes', headers })
      assert.equal(seen.body.data.length, 2)
      const write = { method: 'POST', url: '/api/notes', headers, body: { title: 'x' } } as const
      assert.equal((await app.call(write)).status, 201)
    })

    test('is the active one of several, and not one of others', async () => {
      await admit(1, 'admin,auditor,writer')
      assert.deepEqual(await notes(), [])
      await activate(1)
      assert.deepEqual(await notes(), ['Note of Bolt'])
      // Whoever administers a tenant has no roles but those that tenants may give.
      assert.equal(await write(), 403)
      await activate(2)
      assert.deepEqual(await notes(), [])
    })

    test('is that of the request a key was made in, or one that the key names, as long as its user is a member', async () => {
      const make = (body: object) => ann.post<{ id: string; key: string }>('/api-keys', body)
      const seenBy = async (key: string): Promise<unknown> => {
        const url = '/api/notes'
        const { status, body } = await app.call<{ data: { tenantId: string }[] }>({
          url,
          headers: { 'x-api-key': key },
        })
        return status === 200 ? [...new Set(body.data.map(({ tenantId }) => tenantId))] : status
      }
      await activate(1)
      await settled()
      const ofBolt = await make({ name: 'of the session' })
      const ofAcme = await make({ name: 'named', organizationId: ids[0] })
      assert.deepEqual([ofBolt.status, ofAcme.status], [201, 201], ofBolt.text + ofAcme.text)
      const listed = await ann.get<{ data: { name: string; organizationId: string }[] }>(
        '/api-keys',
      )
      assert.deepEqual(listed.body.data.map(({ organizationId }) => organizationId).slice(0, 2), [
        ids[0],
        ids[1],
      ])
      await activate(0)
      assert.deepEqual(await seenBy(ofBolt.body.key), [ids[1]])
      assert.deepEqual(await seenBy(ofAcme.body.key), [ids[0]])
      for (const organizationId of [ids[2], 'none', 7]) {
        assert.equal((await make({ organizationId })).status, 422)
      }
      await admit(2, 'member')
      const left = await make({ organizationId: ids[2] })
      assert.deepEqual(await seenBy(left.body.key), [ids[2]])
      await app.database.run(sql`delete from "auth_members" where "id" = 'm2'`)
      await settled()
      assert.equal(await seenBy(left.body.key), 401)
    })

    test('is an organisation that a person makes, and shares with others', async () => {
      const bob = await register(app, 'bob@example.com')
      const made = await bob.post<{ id: string }>('/organization/create', {
        name: 'Dorn',
        slug: 'dorn',
      })
      assert.equal(made.status, 200, made.text)
      const companies = await bob.call<{ data: { id: string; name: string }[] }>({
        url: '/api/companies',
      })
      assert.deepEqual(
        companies.body.data.map(({ id, name }) => [id, name]),
        [[made.body.id, 'Dorn']],
      )
      const member = { email: 'cleo@example.com', role: 'staff', organizationId: made.body.id }
      const invited = await bob.post('/organization/invite-member', member)
      assert.equal(invited.status, 200, invited.text)
      const unknown = await bob.post('/organization/invite-member', {
        ...member,
        email: 'd@example.com',
        role: 'auditor',
      })
      assert.equal(unknown.status, 400, unknown.text)
      const link = await mailedLink(app, 'cleo@example.com', /^Join Dorn/)
      const cleo = await register(app, 'cleo@example.com')
      const joined = await cleo.post('/organization/accept-invitation', {
        invitationId: link.split('/').at(-1),
      })
      assert.equal(joined.status, 200, joined.text)
      const note = { method: 'POST', url: '/api/notes', body: { title: 'of Dorn' } } as const
      assert.equal((await bob.call(note)).status, 403)
      const { status, body, text } = await cleo.call<{ tenantId: string }>(note)
      assert.deepEqual([status, body.tenantId], [201, made.body.id], text)
      const gone = { organizationId: made.body.id }
      const refused = await bob.post('/organization/delete', gone)
      assert.deepEqual(
        [refused.status, refused.body.detail],
        [409, 'Other records still refer to this one'],
      )
      await app.database.run(sql`delete from "notes" where "title" = 'of Dorn'`)
      assert.equal((await bob.post('/organization/delete', gone)).status, 200)
      assert.equal(
        await app.database.count(sql`select count(*) from "companies" where "name" = 'Dorn'`),
        0,
      )
    })

    test('ends with the membership, within a second', async () => {
      await activate(1)
      assert.deepEqual(await notes(), ['Note of Bolt'])
      await app.database.run(sql`delete from "auth_members" where "id" = 'm1'`)
      assert.deepEqual(await notes(), [])
    })
  })
}
