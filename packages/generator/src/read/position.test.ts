import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSource } from './parse-source.ts'
import { positionOf } from './position.ts'

const text = `import { choice, computed, entity, index, one, text } from '@cambium/model'

const states = ['open', 'closed'] as const

export default entity('Task', {
  fields: {
    title: text({ max: 200, 'min': 1 }),
    state: choice(states, { default: 'open' }),
    assignee: one('User', {
      inverse: 'tasks',
    }),
    label: computed(text(), (t) => t.title + '!'),
  },
  indexes: [index('title'), index('state', '-title')],
  access: { read: ['public', (t, user) => t.assigneeId === user.id] },
} satisfies object)
`
const source = parseSource({ path: 'src/tasks/task.model.ts', text })

function textAt(path: string[]): string | null {
  const position = positionOf(source, path)
  return position && text.slice(position.span.start, position.span.end)
}

const table: [string[], string][] = [
  [[], 'entity'],
  [['fields', 'title', 'max'], 'max: 200'],
  [['fields', 'title', 'min'], "'min': 1"],
  [['fields', 'title', 'absent'], "title: text({ max: 200, 'min': 1 })"],
  [['fields', 'state', 'default'], "default: 'open'"],
  [['fields', 'state', 'values', '1'], "'closed'"],
  [['fields', 'assignee', 'target'], "'User'"],
  [['fields', 'assigneeId', 'inverse'], "inverse: 'tasks'"],
  [['fields', 'assignee'], "assignee: one('User', {"],
  [['fields', 'label', 'expression'], "(t) => t.title + '!'"],
  [['indexes', '1', '1'], "'-title'"],
  [['access', 'read', '1'], '(t, user) => t.assigneeId === user.id'],
]

for (const [path, expected] of table) {
  test(`the place of ${path.join('.') || 'the entity'} is found`, () => {
    assert.equal(textAt(path), expected)
  })
}

test('an offset into an arrow counts from the start of the arrow', () => {
  const position = positionOf(source, ['fields', 'label', 'expression'])
  assert.equal(text.slice(position?.valueStart).startsWith('(t) => t.title'), true)
})

test('a file that exports no call has no places', () => {
  assert.equal(positionOf(parseSource({ path: 'x.ts', text: 'export default 3' }), ['a']), null)
})
