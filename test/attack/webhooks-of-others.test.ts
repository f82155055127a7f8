import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { App } from '@cambium/runtime/app'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp, user } from '@cambium/runtime/testing'
import { createSample } from '../../packages/generator/src/cli/fixture/index.ts'
import { type Receiver, startReceiver } from '../../packages/runtime/src/webhooks/fixture/index.ts'
import { register, type Visitor } from '../accounts/fixture/visitor.ts'

const models = {
  'cambium.config.ts': `import { defineConfig } from '@cambium/model'

export default defineConfig({ name: 'press', roles: ['staff', 'ops', 'admin'], webhooks: { manage: ['ops'] } })
`,
  'src/users/user.model.ts': `import { bool, email, entity, owner, role, text } from '@cambium/model'

export default entity('User', {
  fields: {
    email: email({ required: true, unique: true, lower: true, trim: true }),
    name: text({ max: 120 }),
    blocked: bool({ default: false }),
  },
  auth: { identifiers: ['email'], methods: ['password'], blocked: 'blocked' },
  access: { read: [owner('id'), role('admin')] },
})
`,
  'src/notes/note.model.ts': `import { entity, role, text } from '@cambium/model'

export default entity('Note', {
  fields: { title: text({ required: true, max: 80 }) },
  events: true,
  access: { read: role('staff'), create: role('staff') },
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

const project = load()

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`endpoints of others on ${database}`, () => {
    let app: TestApp
    let receiver: Receiver
    before(async () => {
      receiver = await startReceiver(() => ({ status: 200 }))
      app = await startTestApp(await project, { database, outbound: [receiver.host] })
    })
    after(async () => {
      await app.close()
      await receiver.close()
    })

    let people = 0
    const idOf = async (email: string): Promise<string> => {
      const found = await app.database.first<{ id: string }>(
        sql`select "id" from "users" where "email" = ${email}`,
      )
      return found?.id ?? assert.fail(email)
    }
    /** Somebody with these roles, and an endpoint that was told of a note. */
    const maker = async (): Promise<{ visitor: Visitor; id: string; endpoint: string }> => {
      people += 1
      const email = `maker${people}@example.com`
      const visitor = await register(app, email)
      const id = await idOf(email)
      const at = new Date().toISOString()
      for (const role of ['staff', 'ops']) {
        await app.database.run(
          sql`insert into "auth_roles" ("user_id", "role", "created_at") values (${id}, ${role}, ${at})`,
        )
      }
      await new Promise((resolve) => setTimeout(resolve, 900))
      const url = `${receiver.url}/${id}`
      const made = await visitor.call<{ id: string }>({
        method: 'POST',
        url: '/api/webhooks',
        body: { url, events: ['*'] },
      })
      assert.equal(made.status, 201, made.text)
      assert.equal(await told(id), 1, 'it is told while its maker may read')
      return { visitor, id, endpoint: made.body.id }
    }
    /** How often the endpoint of somebody is told of a note that is written now. */
    const told = async (id: string): Promise<number> => {
      const calls = (): number => receiver.calls.filter(({ path }) => path.endsWith(id)).length
      const before = calls()
      const as = user('sam', 'staff')
      await app.call({ as, method: 'POST', url: '/api/notes', body: { title: 'News' } })
      await app.drain()
      return calls() - before
    }

    test('are told nothing more when their maker loses the role, the account or both', async () => {
      const ways = [
        (id: string) => sql`delete from "auth_roles" where "user_id" = ${id} and "role" = 'staff'`,
        (id: string) =>
          sql`update "users" set "blocked" = ${database === 'sqlite' ? 1 : true} where "id" = ${id}`,
        (id: string) => sql`delete from "users" where "id" = ${id}`,
      ]
      for (const [index, way] of ways.entries()) {
        const { id } = await maker()
        if (index === 2) {
          for (const table of ['auth_roles', 'auth_sessions', 'auth_accounts'] as const) {
            await app.database.script(`delete from "${table}" where "user_id" = '${id}'`)
          }
        }
        await app.database.run(way(id))
        assert.equal(await told(id), 0, `way ${index}`)
      }
    })

    test('are sent to no address but the one of their maker', async () => {
      const { visitor, endpoint } = await maker()
      const path = `/api/webhooks/${endpoint}`
      const eve = user('eve', 'ops')
      const url = `${receiver.url}/eve`
      const stolen = await app.call({ as: eve, method: 'PATCH', url: path, body: { url } })
      assert.equal(stolen.status, 403, stolen.text)
      assert.equal(await told('eve'), 0)
      const off = await app.call({ as: eve, method: 'PATCH', url: path, body: { enabled: false } })
      assert.equal(off.status, 200, off.text)
      const moved = await visitor.call({ method: 'PATCH', url: path, body: { url: `${url}2` } })
      assert.equal(moved.status, 200, moved.text)
    })
  })
}
