import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { App } from '@cambium/runtime/app'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp, user } from '@cambium/runtime/testing'
import { createSample } from '../../packages/generator/src/cli/fixture/index.ts'
import { register, type Visitor } from '../accounts/fixture/visitor.ts'

const models = {
  'cambium.config.ts': `import { defineConfig } from '@cambium/model'

export default defineConfig({
  name: 'press',
  roles: {
    chief: { inherits: ['editor'], grants: ['editor', 'reader'] },
    editor: { inherits: ['reader'] },
    reader: {},
  },
})
`,
  'src/users/user.model.ts': `import { email, entity, owner, role, text } from '@cambium/model'

export default entity('User', {
  fields: {
    email: email({ required: true, unique: true, lower: true, trim: true }),
    name: text({ max: 120 }),
  },
  auth: { identifiers: ['email'], methods: ['password'] },
  access: { read: [owner('id'), role('admin')] },
})
`,
  'src/notes/note.model.ts': `import { entity, role, text } from '@cambium/model'

export default entity('Note', {
  fields: { title: text({ required: true, max: 80 }), state: text({ max: 20 }) },
  access: {
    read: role('reader'),
    create: role('editor'),
    update: { all: [role('reader'), (n, user) => user.hasRole('editor') && n.state !== 'closed'] },
    delete: role('chief'),
  },
})
`,
}

const project = createSample()
process.once('exit', project.remove)
for (const [file, text] of Object.entries(models)) project.put(file, text)
const generated = project.run('generate')
const load = async (): Promise<App> =>
  ((await import(join(project.folder, 'src/app.gen.ts'))) as { app: App }).app

test('a model with inherited roles says what each comes to', { timeout: 120_000 }, () => {
  assert.equal(generated.code, 0, generated.err)
  const policy = project.text('policy.gen.md')
  const [, notes = ''] = policy.split('## Note')
  assert.match(
    notes,
    /\| \| guests \| signed-in users \| role chief \| role editor \| role reader \|/,
  )
  assert.match(notes, /\| read \| none \| none \| all \| all \| all \|/)
  assert.match(notes, /\| create \| none \| none \| all \| all \| none \|/)
  assert.match(notes, /\| delete \| none \| none \| all \| none \| none \|/)
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env
  const files = globSync('src/**/*.test.gen.ts', { cwd: project.folder })
  const args = ['--test', '--test-concurrency=1', ...files]
  const run = spawnSync(process.execPath, args, { cwd: project.folder, env, encoding: 'utf8' })
  assert.equal(run.status, 0, run.stdout)
})

test('cambium why knows what a role brings', () => {
  const { out } = project.run('why', 'Note', 'create', '--as', 'user:ann', '--role', 'chief')
  assert.match(out, /^Allowed/m, out)
})

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`roles on ${database}`, () => {
    let app: TestApp
    let boss: Visitor
    let ann: Visitor
    const ids: { [email: string]: string } = {}

    before(async () => {
      app = await startTestApp(await load(), { database })
      boss = await register(app, 'boss@example.com')
      ann = await register(app, 'ann@example.com')
      const found = await app.database.all<{ id: string; email: string }>(
        sql`select "id", "email" from "users"`,
      )
      for (const { id, email } of found) ids[email] = id
      await app.database.run(sql`
        insert into "auth_roles" ("user_id", "role", "created_at")
        values (${ids['boss@example.com'] ?? ''}, 'chief', ${new Date().toISOString()})
      `)
      await new Promise((resolve) => setTimeout(resolve, 1000))
    })
    after(() => app.close())

    const url = (role = ''): string =>
      `/api/auth/roles/${ids['ann@example.com']}${role && `/${role}`}`
    const write = async (who: Visitor): Promise<number> =>
      (await who.call({ method: 'POST', url: '/api/notes', body: { title: 'x' } })).status

    test('come with what they inherit, for a token and for a session', async () => {
      const body = { title: 'x' }
      for (const [role, status] of [
        ['chief', 201],
        ['editor', 201],
        ['reader', 403],
        ['admin', 403],
      ] as const) {
        const made = await app.call({
          as: user('sam', role),
          method: 'POST',
          url: '/api/notes',
          body,
        })
        assert.equal(made.status, status, role)
      }
      assert.equal(await write(boss), 201)
      assert.equal(await write(ann), 403)
    })

    test('are given and taken by those whose role says so, which counts within a second', async () => {
      assert.equal((await ann.call({ method: 'PUT', url: url('reader') })).status, 403)
      for (const role of ['chief', 'admin']) {
        assert.equal((await boss.call({ method: 'PUT', url: url(role) })).status, 403, role)
        assert.equal((await boss.call({ method: 'DELETE', url: url(role) })).status, 403, role)
      }
      assert.equal((await boss.call({ method: 'PUT', url: url('cook') })).status, 404)
      assert.equal((await boss.call({ method: 'PUT', url: url('editor') })).status, 204)
      assert.equal(await write(ann), 201)
      const { body } = await boss.call<{ data: string[] }>({ url: url() })
      assert.deepEqual(body.data, ['editor'])
      assert.equal((await boss.call({ method: 'DELETE', url: url('editor') })).status, 204)
      assert.equal(await write(ann), 403)
    })
  })
}
