import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { createSample } from '../../packages/generator/src/cli/fixture/index.ts'
import { generateTenants } from './fixture/tenants-project.ts'

describe('a project with tenants', () => {
  const project = generateTenants()

  test('has indexes that begin with the tenant where lists and unique values do', () => {
    const [script] = globSync('migrations/*/sqlite.sql', { cwd: project.folder })
    const text = readFileSync(join(project.folder, script ?? assert.fail()), 'utf8')
    const indexes = [...text.matchAll(/CREATE (UNIQUE )?INDEX "[^"]+" ON "(\w+)" \((.*)\)/g)]
    const of = (table: string): string[] =>
      indexes.filter(([, , on]) => on === table).map(([, unique = '', , on]) => `${unique}${on}`)
    assert.deepEqual(of('tags'), [
      '"tenant_id", "created_at" DESC, "id" DESC',
      'UNIQUE "tenant_id", "name"',
      '"tenant_id", "id"',
    ])
    assert.deepEqual(of('tasks'), [
      '"tenant_id", "status", "created_at" DESC, "id" DESC',
      '"tenant_id", "created_at" DESC, "id" DESC',
      '"project_id", "id"',
      '"assignee_id", "id"',
      '"tenant_id", "id"',
    ])
    assert.deepEqual(of('users'), ['"created_at" DESC, "id" DESC'])
  })

  test('holds every table that a rule reads to the tenant of the row', () => {
    assert.match(
      project.text('src/tasks/task.queries.gen.ts'),
      /and m\."tenant_id" = "tasks"\."tenant_id"/,
    )
    assert.match(
      project.text('src/users/user.queries.gen.ts'),
      /and m\."tenant_id" = \$\{caller\.tenant\}/,
    )
  })

  test('says in its policy whose records it speaks of', () => {
    const policy = project.text('policy.gen.md')
    assert.match(
      policy,
      /## Note\n\nWhat is said here holds for the records of the caller's own company\./,
    )
    assert.match(policy, /## Company\n\n.*no caller sees another one/)
    // Its read rule is public, and a guest is of no company.
    assert.match(policy, /## Note\n\n.*\n\n\| \| guests .*\n.*\n\| read \| none \| all/)
    assert.match(policy, /## User\n\n\|/)
  })

  test('passes the tests that were generated for it', { timeout: 120_000 }, () => {
    const files = globSync('src/**/*.test.gen.ts', { cwd: project.folder })
    const { NODE_TEST_CONTEXT: _context, ...env } = process.env
    const args = ['--test', '--test-concurrency=1', ...files]
    const { status, stdout } = spawnSync(process.execPath, args, {
      cwd: project.folder,
      env,
      encoding: 'utf8',
    })
    assert.equal(status, 0, stdout)
    assert.match(stdout, /pass 1\d\d/)
  })
})

for (const [what, changes, code] of [
  ['a schema for each tenant', { isolation: 'schema' }, 'CAM404'],
  ['a formula of a shared record over the records of all tenants', { formula: true }, 'CAM407'],
] as const) {
  test(`${what} is refused`, () => {
    const project = createSample()
    const isolation = 'isolation' in changes ? changes.isolation : 'row'
    const formula = 'formula' in changes ? ', sum: computed(int(), (c) => c.notes.count())' : ''
    project.put(
      'cambium.config.ts',
      `import { defineConfig } from '@cambium/model'

export default defineConfig({ name: 'sample', tenancy: { entity: 'Shop', isolation: '${isolation}' } })
`,
    )
    project.put(
      'src/shops/shop.model.ts',
      `import { entity, text } from '@cambium/model'

export default entity('Shop', { fields: { name: text() } })
`,
    )
    project.put(
      'src/notes/note.model.ts',
      `import { entity, one } from '@cambium/model'

export default entity('Note', { fields: { country: one('Country', { inverse: 'notes' }) } })
`,
    )
    project.put(
      'src/countries/country.model.ts',
      `import { computed, entity, int, text } from '@cambium/model'

export default entity('Country', { fields: { name: text()${formula} }, tenant: false })
`,
    )
    const { code: exit, out, err } = project.run('generate')
    project.remove()
    assert.equal(exit, 1)
    assert.match(`${out}${err}`, new RegExp(code))
  })
}
