import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { before, describe, test } from 'node:test'
import { generateTenants } from './fixture/tenants-project.ts'

const [acme, bolt, ann, task] = [1, 2, 3, 4].map((n) => `01990000-0000-7000-8000-00000000000${n}`)

const main = `import { run } from '@cambium/runtime/app'
import { app } from './app.gen.ts'

await run(app, {
  seed: async ({ system }) => {
    const all = system.crossTenant()
    await all.Company.create({ id: '${acme}', name: 'Acme' })
    await all.Company.create({ id: '${bolt}', name: 'Bolt' })
    await all.User.create({ id: '${ann}', name: 'Ann' })
    await all.Membership.create({ tenantId: '${acme}', userId: '${ann}' })
    await all.Task.create({ tenantId: '${acme}', id: '${task}', title: 'A task', assigneeId: '${ann}' })
  },
})
`

describe('cambium why of the records of tenants', () => {
  const project = generateTenants()

  before(() => {
    project.put('src/main.ts', main)
    Object.assign(process.env, { DATABASE_URL: 'file:./data/app.db', AUTH_SECRET: 'x'.repeat(32) })
    for (const command of ['migrate', 'seed']) {
      const args = ['src/main.ts', command]
      const options = { cwd: project.folder, encoding: 'utf8' } as const
      const { status, stderr } = spawnSync(process.execPath, args, options)
      assert.equal(status, 0, stderr)
    }
  })

  const why = (...args: string[]) => project.run('why', ...args, '--as', `user:${ann}`)

  test('asks which tenant the caller acts for', () => {
    const { code, err } = why('Task', 'read', '--id', task ?? '')
    assert.notEqual(code, 0)
    assert.match(err, /A caller sees the records of one company: say which with --tenant ID/)
  })

  test('looks at the records of that tenant alone', () => {
    const own = why('Task', 'read', '--id', task ?? '', '--tenant', acme ?? '')
    assert.match(own.out, /^Allowed: /, own.err)
    assert.match(own.out, new RegExp(`"tasks"\\."tenant_id" = '${acme}'`))
    const other = why('Task', 'read', '--id', task ?? '', '--tenant', bolt ?? '')
    assert.match(other.err, /for everybody of this tenant it is not found/)
  })

  test('follows a rule of a shared record in that tenant', () => {
    const shared = (tenant = '') => why('User', 'read', '--id', ann ?? '', '--tenant', tenant)
    assert.match(shared(acme).out, /^Allowed: /)
    assert.match(shared(bolt).out, /^Refused: /)
  })
})
