import assert from 'node:assert/strict'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import type { App } from '@cambium/runtime/app'
import { createSample, type Sample } from '../../../packages/generator/src/cli/fixture/index.ts'
import type { GeneratedProject, Spoil } from '../../access/world/index.ts'

const files: { readonly [path: string]: string } = {
  'cambium.config.ts': `import { defineConfig } from '@cambium/model'

export default defineConfig({
  name: 'walls',
  roles: ['staff', 'admin'],
  tenancy: { entity: 'Company', isolation: 'row' },
  webhooks: { manage: ['staff'] },
})
`,
  'src/company/company.model.ts': `import { entity, role, text } from '@cambium/model'

export default entity('Company', {
  fields: { name: text({ required: true }), plan: text() },
  access: { read: role('staff'), create: 'signedIn', update: role('staff'), delete: role('staff') },
})
`,
  'src/user/user.model.ts': `import { entity, owner, text } from '@cambium/model'

export default entity('User', {
  fields: { name: text({ required: true }), phone: text(), note: text({ hidden: true }) },
  tenant: false,
  access: { read: 'signedIn', update: owner('id') },
  fieldAccess: { name: { read: owner('id') }, phone: { read: owner('id') } },
})
`,
  'src/tag/tag.model.ts': `import { entity, one, owner, text } from '@cambium/model'

export default entity('Tag', {
  fields: { name: text({ required: true, unique: true }), owner: one('User') },
  api: { upsert: 'name' },
  access: { read: owner('owner'), create: 'signedIn', update: owner('owner'), delete: 'signedIn' },
})
`,
  'src/project/project.model.ts': `import { computed, entity, int, manyToMany, role, text } from '@cambium/model'

export default entity('Project', {
  fields: {
    name: text({ required: true, search: 'A' }),
    budget: int(),
    size: computed(int(), (p) => p.tasks.count()),
    members: manyToMany('User', { through: 'Seat', inverse: 'projects' }),
  },
  access: {
    read: (p, user) => p.seats.some((seat) => seat.userId === user.id),
    create: 'signedIn',
    update: 'signedIn',
    delete: 'signedIn',
  },
  fieldAccess: { budget: { read: role('staff') } },
})
`,
  'src/seat/seat.model.ts': `import { entity, one, owner, text } from '@cambium/model'

export default entity('Seat', {
  fields: {
    project: one('Project', { required: true, inverse: 'seats', onDelete: 'cascade' }),
    user: one('User', { required: true, inverse: 'seats', onDelete: 'cascade' }),
    secret: text(),
  },
  access: { read: owner('user'), create: 'signedIn', update: 'signedIn', delete: owner('user') },
})
`,
  'src/task/task.model.ts': `import { acl, bool, choice, entity, file, int, manyToMany, one, owner, point, role, text } from '@cambium/model'

export default entity('Task', {
  fields: {
    title: text({ required: true, search: 'A' }),
    body: text({ search: 'B' }),
    code: text({ required: true, unique: true }),
    points: int({ default: 1 }),
    open: bool({ default: true }),
    status: choice(['new', 'done'], { default: 'new', transitions: { new: ['done'], done: [] } }),
    pin: text({ encrypted: true }),
    salary: int(),
    spot: point(),
    inner: text({ hidden: true }),
    scan: file(),
    draft: file(),
    owner: one('User', { inverse: 'tasks', default: 'currentUser' }),
    project: one('Project', { inverse: 'tasks', onDelete: 'setNull' }),
    parent: one('Task', { inverse: 'children' }),
    tags: manyToMany('Tag', { inverse: 'tasks' }),
  },
  api: { upsert: 'code' },
  events: true,
  versioned: true,
  softDelete: true,
  history: true,
  access: {
    read: [owner('owner'), acl('read')],
    create: 'signedIn',
    update: [owner('owner'), acl('write')],
    delete: owner('owner'),
    share: owner('owner'),
  },
  fieldAccess: {
    salary: { read: role('staff'), write: role('staff') },
    draft: { read: role('staff') },
  },
})
`,
  'src/paper/paper.model.ts': `import { entity, one, owner, text } from '@cambium/model'

export default entity('Paper', {
  fields: { title: text({ required: true }), words: text(), author: one('User') },
  api: { upsert: 'id' },
  access: { read: owner('author'), create: 'signedIn', update: owner('author'), delete: owner('author') },
})
`,
  'src/functions/find-tasks.ts': `import { int, text } from '@cambium/model'
import { defineFunction } from '@cambium/runtime/functions'

export const findTasks = defineFunction('findTasks', {
  method: 'GET',
  access: 'signedIn',
  input: { title: text({ optional: true }), points: int({ optional: true }) },
  output: { titles: text() },
  async run({ input, db }) {
    const where = { ...(input.title && { title: { startsWith: input.title } }), ...(input.points && { points: input.points }) }
    const found = await db.Task.list({ where, sort: ['title'], include: ['project', 'owner'] })
    return { titles: JSON.stringify(found) }
  },
})
`,
  'src/functions/rename-task.ts': `import { text, uuid } from '@cambium/model'
import { defineFunction } from '@cambium/runtime/functions'

export const renameTask = defineFunction('renameTask', {
  access: 'signedIn',
  input: { id: uuid(), title: text() },
  output: { count: text() },
  async run({ input, db, system }) {
    await db.Task.update(input.id, { title: input.title })
    return { count: String(await system.Task.count()) }
  },
})
`,
}

let generated: Sample | undefined

/** Written once, and taken away when the process ends. */
function generate(): Sample {
  if (generated !== undefined) return generated
  const project = createSample()
  process.once('exit', project.remove)
  for (const [path, text] of Object.entries(files)) project.put(path, text)
  const { code, out, err } = project.run('generate')
  assert.equal(code, 0, `${out}${err}`)
  generated = project
  return project
}

/** Two companies, in one of them two people, and rules by which each person sees next to nothing of the others. */
export async function generateWalls(
  spoil: Spoil = (_path, text) => text,
): Promise<GeneratedProject> {
  const { folder } = generate()
  // Each in a place of its own, since what was loaded once is not loaded again.
  const copy = mkdtempSync(join(tmpdir(), 'cambium-walls-'))
  const remove = (): void => rmSync(copy, { recursive: true, force: true })
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true })
  for (const path of globSync('src/**/*.gen.ts', { cwd: copy })) {
    const text = readFileSync(join(copy, path), 'utf8')
    const spoiled = spoil(path, text)
    if (spoiled !== text) writeFileSync(join(copy, path), spoiled)
  }
  const { href } = pathToFileURL(join(copy, 'src/app.gen.ts'))
  const { app } = (await import(href)) as { app: App }
  return { app, remove }
}
