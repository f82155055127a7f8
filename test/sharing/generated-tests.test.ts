import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { createSample } from '../../packages/generator/src/cli/fixture/index.ts'

const models = {
  'cambium.config.ts': `import { defineConfig } from '@cambium/model'

export default defineConfig({
  name: 'crm',
  roles: ['staff', 'admin'],
  tenancy: { entity: 'Company', isolation: 'row' },
})
`,
  'src/companies/company.model.ts': `import { acl, bool, entity, one, owner, role, text } from '@cambium/model'

export default entity('Company', {
  fields: {
    name: text({ required: true, max: 80 }),
    open: bool({ default: false }),
    secret: text({ max: 30 }),
    chief: one('User', { inverse: 'leads' }),
  },
  access: {
    read: [role('staff'), owner('chief')],
    create: 'signedIn',
    update: [role('staff'), acl('write'), (c, user) => c.open && c.chiefId === user.id],
    delete: role('admin'),
    share: [owner('chief'), { all: [role('staff'), (c) => c.open] }],
  },
  fieldAccess: { secret: { read: owner('chief'), write: role('admin') } },
})
`,
  'src/users/user.model.ts': `import { entity, text } from '@cambium/model'

export default entity('User', {
  fields: { name: text({ required: true, max: 80 }) },
  tenant: false,
  access: { read: 'signedIn' },
})
`,
  'src/seats/seat.model.ts': `import { acl, entity, int, one, owner } from '@cambium/model'

export default entity('Seat', {
  fields: { user: one('User', { required: true, onDelete: 'cascade' }), level: int({ default: 1 }) },
  access: {
    read: 'signedIn',
    share: [owner('user'), { all: [acl('write'), (s) => s.level > 2] }],
  },
})
`,
}

describe('the generated tests', () => {
  const project = createSample()
  process.once('exit', project.remove)
  for (const [file, text] of Object.entries(models)) project.put(file, text)
  const { code, err } = project.run('generate')
  const company = 'src/companies/company'
  const seat = 'src/seats/seat'

  const passes = (of: string): { isPassed: boolean; said: string } => {
    const { NODE_TEST_CONTEXT: _context, ...env } = process.env
    const { status, stdout } = spawnSync(process.execPath, ['--test', `${of}.test.gen.ts`], {
      cwd: project.folder,
      env,
      encoding: 'utf8',
    })
    return { isPassed: status === 0, said: stdout }
  }
  /** What they say of a project in which one rule lets everybody through. */
  const withOpen = (of: string, rule: string): boolean => {
    const file = `${of}.operations.gen.ts`
    const text = project.text(file)
    const opened = text.replace(
      `queries.${rule},`,
      '{ allow: () => true, where: () => everyRow, holds: () => true },',
    )
    assert.notEqual(opened, text, rule)
    project.put(file, `import { everyRow } from '@cambium/runtime/database'\n${opened}`)
    const { isPassed } = passes(of)
    project.put(file, text)
    return isPassed
  }

  test('try the rules of the tenant itself, and who may share', { timeout: 120_000 }, () => {
    assert.equal(code, 0, err)
    const text = project.text(`${company}.test.gen.ts`)
    for (const name of [
      'allows read where the caller is its chief',
      'refuses update unless open is true, though chiefId is the caller',
      'refuses share unless open is true, though the caller has the role staff',
      'refuses delete unless the caller has the role admin',
    ]) {
      assert.ok(text.includes(`name: '${name}'`), name)
    }
    assert.match(
      text,
      /as: userOf\(record\.id, caller\.id\), url: `\/api\/companies\/\$\{record\.id\}\/access`/,
    )
    for (const one of [company, seat]) {
      const { isPassed, said } = passes(one)
      assert.ok(isPassed, said)
    }
  })

  test('fail where one of these rules lets everybody through', { timeout: 120_000 }, () => {
    for (const rule of ['mayReadCompany', 'mayUpdateCompany', 'mayShareCompany']) {
      assert.equal(withOpen(company, rule), false, rule)
    }
    assert.equal(withOpen(seat, 'mayShareSeat'), false)
  })
})
