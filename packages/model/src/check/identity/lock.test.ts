import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyLock, type Lock, parseLock, printLock } from './index.ts'

const lock: Lock = {
  version: 1,
  entities: {
    Task: {
      id: 4,
      table: 'tasks',
      fields: { id: [1, 'id'], title: [11, 'title'], tags: [13, 'tasks_tags'] },
      gone: { '12': 'notes' },
    },
    Tag: { id: 3, table: 'tags', fields: { id: [1, 'id'] } },
  },
  gone: { '2': 'Label' },
}

test('a lock is printed with a line for each field, those of Cambium last', () => {
  assert.equal(
    printLock(lock),
    `{
  "version": 1,
  "entities": {
    "Tag": {
      "id": 3,
      "table": "tags",
      "fields": {
        "id": [1, "id"]
      }
    },
    "Task": {
      "id": 4,
      "table": "tasks",
      "gone": {
        "12": "notes"
      },
      "fields": {
        "title": [11, "title"],
        "tags": [13, "tasks_tags"],
        "id": [1, "id"]
      }
    }
  },
  "gone": {
    "2": "Label"
  }
}
`,
  )
})

test('a new field is one new line', () => {
  const { Task } = lock.entities
  assert.ok(Task)
  const entities = {
    ...lock.entities,
    Task: { ...Task, fields: { ...Task.fields, dueAt: [14, 'due_at'] } },
  } as Lock['entities']
  const before = printLock(lock).split('\n')
  const after = printLock({ ...lock, entities }).split('\n')
  assert.deepEqual(
    after.filter((line) => !before.includes(line)),
    ['        "dueAt": [14, "due_at"],'],
  )
  assert.equal(after.length, before.length + 1)
})

test('what is printed can be read', () => {
  assert.deepEqual(parseLock(printLock(lock)), { lock, findings: [] })
  assert.deepEqual(parseLock(printLock(emptyLock())), { lock: emptyLock(), findings: [] })
})

for (const [about, text, path] of [
  ['is no JSON', '<<<<<<< HEAD', ['lock']],
  ['is of another version', '{"version":2,"entities":{}}', ['lock']],
  ['has no entities', '{"version":1}', ['lock']],
  [
    'has an entity without identity',
    '{"version":1,"entities":{"A":{"table":"a","fields":{}}}}',
    ['lock', 'A'],
  ],
  [
    'has a field without column',
    '{"version":1,"entities":{"A":{"id":1,"table":"a","fields":{"b":[11]}}}}',
    ['lock', 'A'],
  ],
  [
    'has a memory that is none',
    '{"version":1,"entities":{"A":{"id":1,"table":"a","fields":{},"gone":[1]}}}',
    ['lock', 'A'],
  ],
] as const) {
  test(`a lock that ${about} is not trusted`, () => {
    const { lock: read, findings } = parseLock(text)
    assert.equal(read, null)
    assert.deepEqual(
      findings.map(({ code, path: at }) => [code, at]),
      [['CAM183', path]],
    )
  })
}
