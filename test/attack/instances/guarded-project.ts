import assert from 'node:assert/strict'
import { createSample, type Sample } from '../../../packages/generator/src/cli/fixture/index.ts'

const files = {
  'cambium.config.ts': `import { defineConfig } from '@cambium/model'

export default defineConfig({ name: 'press', roles: ['staff', 'admin'] })
`,
  'src/users/user.model.ts': `import { bool, email, entity, owner, role, text } from '@cambium/model'

export default entity('User', {
  fields: {
    email: email({ required: true, unique: true, lower: true, trim: true }),
    name: text({ max: 120 }),
    blocked: bool({ default: false }),
  },
  auth: { identifiers: ['email'], methods: ['password', 'emailCode', 'apiKeys', 'jwt'], blocked: 'blocked' },
  access: { read: [owner('id'), role('admin')], update: role('admin'), delete: role('admin') },
})
`,
  'src/notes/note.model.ts': `import { entity, one, owner, text } from '@cambium/model'

export default entity('Note', {
  fields: {
    text: text({ required: true, max: 500, search: 'A' }),
    author: one('User', { required: true, inverse: 'notes', onDelete: 'cascade', default: 'currentUser' }),
  },
  api: { upsert: 'id' },
  history: true,
  versioned: true,
  access: { read: 'signedIn', create: 'signedIn', update: 'signedIn', delete: owner('author'), share: 'signedIn' },
})
`,
  'src/boards/board.model.ts': `import { entity, role, text } from '@cambium/model'

export default entity('Board', {
  fields: { title: text({ required: true, max: 500 }) },
  history: true,
  access: { read: role('staff'), create: role('staff'), update: role('staff'), share: role('staff') },
})
`,
  'src/functions/who-am-i.ts': `import { text } from '@cambium/model'
import { defineFunction } from '@cambium/runtime/functions'

export const whoAmI = defineFunction('whoAmI', {
  method: 'GET',
  access: 'signedIn',
  output: { id: text() },
  async run({ caller }) {
    return { id: String(caller.id) }
  },
})
`,
  'src/functions/tick.ts': `import { defineFunction } from '@cambium/runtime/functions'

export const tick = defineFunction('tick', {
  method: 'GET',
  access: 'signedIn',
  stream: 'text',
  async *run() {
    for (;;) {
      yield 'tick'
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  },
})
`,
  'src/functions/tick-staff.ts': `import { role } from '@cambium/model'
import { defineFunction } from '@cambium/runtime/functions'

export const tickStaff = defineFunction('tickStaff', {
  method: 'GET',
  access: role('staff'),
  stream: 'sse',
  async *run() {
    for (;;) {
      yield { at: 'tick' }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  },
})
`,
  'src/functions/count-boards.ts': `import { int, role } from '@cambium/model'
import { defineFunction } from '@cambium/runtime/functions'

export const countBoards = defineFunction('countBoards', {
  method: 'GET',
  access: role('staff'),
  output: { count: int() },
  async run({ system }) {
    return { count: await system.Board.count() }
  },
})
`,
}

/** Generates a project whose people sign in, with something of every channel. Take it away when done. */
export function guardedProject(): Sample {
  const project = createSample()
  for (const [file, text] of Object.entries(files)) project.put(file, text)
  const generated = project.run('generate')
  assert.equal(generated.code, 0, `${generated.out}${generated.err}`)
  const saved = project.run('migrate', 'save', 'first')
  assert.ok(saved.code === 0 || project.has('migrations'), `${saved.out}${saved.err}`)
  return project
}
