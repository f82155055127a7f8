import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { emptyLock, resolveModel } from '../check/index.ts'
import type { EntityIR, FieldIR, ModelHashes, ModelIR } from '../ir/index.ts'
import { compileAnything, shopModel, sourceOf, tasksConfig, tasksModel } from '../testing/index.ts'
import { hashModel } from './hash-model.ts'

function resolve(entities: unknown[]): ModelIR {
  const { model } = resolveModel(sourceOf(entities, tasksConfig), emptyLock(), compileAnything)
  return model ?? assert.fail('the model has errors')
}

const model = resolve(tasksModel)

/** Which hashes a change of the model changes. */
function changed(change: (task: EntityIR, all: ModelIR) => void): (keyof ModelHashes)[] {
  const copy = structuredClone(model)
  change(copy.entities.find(({ name }) => name === 'Task') ?? assert.fail(), copy)
  const [before, after] = [hashModel(model), hashModel(copy)]
  return (['storage', 'api', 'policy'] as const).filter((part) => before[part] !== after[part])
}

function field(entity: EntityIR, name: string): FieldIR {
  return entity.fields.find((candidate) => candidate.name === name) ?? assert.fail(name)
}

const cases: [string, (keyof ModelHashes)[], Parameters<typeof changed>[0]][] = [
  ['nothing', [], () => {}],
  [
    'a comment',
    ['api'],
    (task) => {
      task.doc = 'Another.'
    },
  ],
  [
    'the comment of a field',
    ['api'],
    (task) => {
      field(task, 'title').doc = 'Another.'
    },
  ],
  [
    'a limit',
    ['api'],
    (task) => {
      field(task, 'title').limits.max = 100
    },
  ],
  [
    'an order of fields',
    ['api'],
    (task) => {
      task.fields.reverse()
    },
  ],
  [
    'a page size',
    ['api'],
    (task) => {
      task.list.pageSize = 50
    },
  ],
  [
    'a path',
    ['api'],
    (task) => {
      task.rest = { path: 'todos', upsert: null }
    },
  ],
  [
    'a transition',
    ['api'],
    (task) => {
      ;(field(task, 'status').choice?.transitions ?? {}).completed = ['pending']
    },
  ],
  [
    'read only',
    ['api'],
    (task) => {
      field(task, 'notes').readOnly = true
    },
  ],
  [
    'the name of a field that keeps its column',
    ['api'],
    (task) => {
      field(task, 'notes').name = 'text'
    },
  ],
  [
    'a kind with the same values',
    ['api'],
    (task) => {
      field(task, 'notes').kind = 'email'
    },
  ],
  [
    'an index',
    ['storage'],
    (task) => {
      task.indexes.pop()
    },
  ],
  [
    'a column',
    ['storage'],
    (task) => {
      field(task, 'notes').column = 'note'
    },
  ],
  [
    'an indexed field',
    ['storage'],
    (task) => {
      field(task, 'dueAt').indexed = true
    },
  ],
  [
    'a table',
    ['storage'],
    (task) => {
      task.table = 'todos'
    },
  ],
  [
    'a linking table',
    ['storage'],
    (task) => {
      ;(task.manyToMany[0] ?? assert.fail()).table = 'links'
    },
  ],
  [
    'onDelete',
    ['storage'],
    (task) => {
      ;(field(task, 'projectId').reference ?? assert.fail()).onDelete = 'restrict'
    },
  ],
  [
    'a choice',
    ['storage', 'api'],
    (task) => {
      field(task, 'status').choice?.values.push('dropped')
    },
  ],
  [
    'a default',
    ['storage', 'api'],
    (task) => {
      field(task, 'priority').default = { literal: 4 }
    },
  ],
  [
    'required',
    ['storage', 'api'],
    (task) => {
      Object.assign(field(task, 'notes'), { required: true, nullable: false })
    },
  ],
  [
    'a field less',
    ['storage', 'api'],
    (task) => {
      task.fields.splice(1, 1)
    },
  ],
  [
    'a rule',
    ['policy'],
    (task) => {
      task.access.read = { type: 'public' }
    },
  ],
  [
    'a rule of a field',
    ['policy'],
    (task) => {
      task.fieldAccess.pop()
    },
  ],
  [
    'a check',
    ['policy'],
    (task) => {
      task.checks.pop()
    },
  ],
  [
    'the meaning of an arrow',
    ['policy'],
    (task) => {
      ;(task.checks[0] ?? assert.fail()).expression.expr = { type: 'literal', value: false }
    },
  ],
  [
    'the text of an arrow',
    [],
    (task) => {
      ;(task.checks[0] ?? assert.fail()).expression.text = '(task) => true'
    },
  ],
  [
    'a role',
    ['policy'],
    (_, all) => {
      all.roles.push('guest')
    },
  ],
  [
    'where it is deployed',
    [],
    (_, all) => {
      all.extra.deploy = ['docker']
    },
  ],
]

describe('the hashes that change with', () => {
  for (const [about, expected, change] of cases) {
    test(`${about}: ${expected.join(', ') || 'none'}`, () => {
      assert.deepEqual(changed(change), expected)
    })
  }
})

test('equal models have equal hashes, in whatever order their files were read', () => {
  assert.deepEqual(hashModel(resolve([...tasksModel].reverse())), hashModel(model))
  assert.notDeepEqual(hashModel(resolve(shopModel)), hashModel(model))
})

test('hashes are SHA-256 in hexadecimal', () => {
  for (const hash of Object.values(hashModel(model))) assert.match(hash, /^[0-9a-f]{64}$/)
})
