import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EntityIR, FieldIR, ModelIR } from '../ir/index.ts'
import * as language from '../language/index.ts'
import { compileAnything, shopModel, sourceOf, tasksConfig, tasksModel } from '../testing/index.ts'
import { emptyLock, resolveModel } from './index.ts'

const { entity, index, int, manyToMany, one, text, unique } = language

function resolve(entities: unknown[], config: unknown = null): ModelIR {
  const { model, findings } = resolveModel(sourceOf(entities, config), emptyLock(), compileAnything)
  assert.deepEqual(findings, [])
  assert.ok(model)
  return model
}

function entityIn(model: ModelIR, name: string): EntityIR {
  return model.entities.find((candidate) => candidate.name === name) ?? assert.fail(name)
}

function fieldIn(model: ModelIR, name: string, field: string): FieldIR {
  return (
    entityIn(model, name).fields.find((candidate) => candidate.name === field) ?? assert.fail(field)
  )
}

describe('the tasks model', () => {
  const model = resolve(tasksModel, tasksConfig)
  const task = entityIn(model, 'Task')

  test('keeps the order of folders and fields, system fields last', () => {
    const folders = model.entities.map(({ folder }) => folder)
    assert.deepEqual(folders, [
      'src/memberships',
      'src/projects',
      'src/tags',
      'src/tasks',
      'src/users',
    ])
    assert.deepEqual(
      task.fields.map(({ name, column }) => `${name} ${column}`),
      [
        'title title',
        'notes notes',
        'status status',
        'priority priority',
        'dueAt due_at',
        'completedAt completed_at',
        'assigneeId assignee_id',
        'projectId project_id',
        'id id',
        'createdAt created_at',
        'updatedAt updated_at',
        'version version',
      ],
    )
  })

  test('is null where nothing is required and nothing is filled in', () => {
    const nullable = task.fields.filter((field) => field.nullable).map(({ name }) => name)
    assert.deepEqual(nullable, ['notes', 'dueAt', 'completedAt', 'assigneeId', 'projectId'])
  })

  test('names indexes by identities, relations by their stored field', () => {
    assert.deepEqual(task.indexes, [
      {
        name: 'ix_4_13_-2',
        kind: 'btree',
        fields: [
          { field: 'status', descending: false },
          { field: 'createdAt', descending: true },
        ],
      },
      {
        name: 'ix_4_17_15',
        kind: 'btree',
        fields: [
          { field: 'assigneeId', descending: false },
          { field: 'dueAt', descending: false },
        ],
      },
      { name: 'ix_4_-2', kind: 'btree', fields: [{ field: 'createdAt', descending: true }] },
    ])
    assert.equal(entityIn(model, 'Membership').indexes[0]?.name, 'ux_1_11_12')
  })

  test('links tags through a table of their own', () => {
    const [tags] = task.manyToMany
    assert.deepEqual(
      { input: tags?.input, table: tags?.table, columns: [tags?.sourceColumn, tags?.targetColumn] },
      { input: 'tagIds', table: 'tasks_tags', columns: ['task_id', 'tag_id'] },
    )
  })

  test('names every relation on both sides', () => {
    assert.deepEqual(entityIn(model, 'User').inverses, [
      { name: 'memberships', source: 'Membership', relation: 'user', kind: 'many' },
      { name: 'leads', source: 'Project', relation: 'lead', kind: 'many' },
      { name: 'tasks', source: 'Task', relation: 'assignee', kind: 'many' },
    ])
    assert.deepEqual(entityIn(model, 'Tag').inverses, [
      { name: 'tasks', source: 'Task', relation: 'tags', kind: 'manyToMany' },
    ])
  })

  test('turns rules into their tree', () => {
    const { read, create, update, delete: remove } = task.access
    assert.equal(read?.type, 'any')
    assert.deepEqual(create, { type: 'signedIn' })
    assert.deepEqual(update, {
      type: 'any',
      rules: [
        { type: 'owner', field: 'assigneeId' },
        { type: 'acl', right: 'write' },
      ],
    })
    assert.equal(remove?.type === 'all' && remove.rules[1]?.type, 'expression')
    assert.deepEqual(entityIn(model, 'Tag').access, {
      read: null,
      create: null,
      update: null,
      delete: null,
    })
  })
})

describe('the shop model', () => {
  const model = resolve(shopModel, language.defineConfig({ name: 'shop', roles: ['staff'] }))

  test('always has the role admin', () => {
    assert.deepEqual(model.roles, ['staff', 'admin'])
  })

  test('computes names in queries, with a type and no column', () => {
    const name = fieldIn(model, 'Order', 'customerName')
    assert.deepEqual(
      [name.kind, name.value, name.column, name.readOnly],
      ['computed', 'string', null, true],
    )
    assert.equal(name.computed?.stored, false)
    assert.equal(name.element?.kind, 'text')
  })

  test('relates an entity to itself', () => {
    const parent = fieldIn(model, 'ProductCategory', 'parentId').reference
    assert.deepEqual(parent, {
      relation: 'parent',
      target: 'ProductCategory',
      inverse: 'children',
      onDelete: 'setNull',
    })
    const names = entityIn(model, 'ProductCategory').inverses.map(({ name }) => name)
    assert.deepEqual(names, ['children', 'products'])
  })

  test('keeps limits, currencies and slugs', () => {
    assert.deepEqual(fieldIn(model, 'Order', 'totalPrice').limits, { min: 0, currency: 'USD' })
    assert.equal(fieldIn(model, 'ProductCategory', 'slug').slugFrom, 'name')
    assert.deepEqual(entityIn(model, 'ProductCategory').list.sort, [
      { field: 'name', descending: false },
    ])
    assert.deepEqual(entityIn(model, 'Product').history, { keepDays: 0 })
  })
})

describe('relations', () => {
  test('restrict when required, else become null, unless told otherwise', () => {
    const model = resolve([
      entity('A', {
        fields: {
          b: one('B', { required: true }),
          c: one('B'),
          d: one('B', { onDelete: 'cascade' }),
        },
      }),
      entity('B', { fields: { name: text() } }),
    ])
    const chosen = ['bId', 'cId', 'dId'].map(
      (name) => fieldIn(model, 'A', name).reference?.onDelete,
    )
    assert.deepEqual(chosen, ['restrict', 'setNull', 'cascade'])
  })

  test('to unique keys are to one on the other end as well', () => {
    const model = resolve([
      entity('Profile', { fields: { user: one('User', { unique: true, inverse: 'profile' }) } }),
      entity('User', { fields: { name: text() } }),
    ])
    assert.equal(entityIn(model, 'User').inverses[0]?.kind, 'one')
  })

  test('have the type of the ids they hold', () => {
    const model = resolve([
      entity('A', { id: 'serial', fields: { name: text() } }),
      entity('B', { fields: { a: one('A') } }),
    ])
    assert.equal(fieldIn(model, 'A', 'id').value, 'integer')
    assert.equal(fieldIn(model, 'B', 'aId').value, 'integer')
  })

  test('link an entity with itself by two columns', () => {
    const model = resolve([
      entity('User', { fields: { friends: manyToMany('User', { inverse: 'friendOf' }) } }),
    ])
    const [friends] = entityIn(model, 'User').manyToMany
    assert.deepEqual([friends?.sourceColumn, friends?.targetColumn], ['user_id', 'related_user_id'])
  })

  test('go through an entity that links, which then makes the links', () => {
    const model = resolve([
      entity('Course', {
        fields: {
          name: text(),
          students: manyToMany('Student', { through: 'Enrolment', inverse: 'courses' }),
        },
      }),
      entity('Student', { fields: { name: text() } }),
      entity('Enrolment', {
        fields: { course: one('Course'), student: one('Student', { column: 'pupil' }) },
      }),
    ])
    const [students] = entityIn(model, 'Course').manyToMany
    assert.equal(students?.readOnly, true)
    assert.deepEqual(
      [students?.table, students?.sourceColumn, students?.targetColumn],
      ['enrolments', 'course_id', 'pupil'],
    )
  })
})

test('words of SQL and JavaScript are ordinary names', () => {
  const model = resolve([
    entity('Order', {
      fields: {
        select: text(),
        class: text(),
        default: int(),
        group: one('Group', { inverse: 'delete' }),
      },
      indexes: [unique('select', 'class')],
    }),
    entity('Group', {
      fields: { where: text(), new: text(), table: text(), user: text(), null: int() },
      indexes: [index('null')],
    }),
    entity('Class', { fields: { order: one('Order', { inverse: 'function' }) } }),
  ])
  assert.deepEqual(
    model.entities.map(({ table }) => table),
    ['classes', 'groups', 'orders'],
  )
  assert.equal(entityIn(model, 'Class').names.variable, 'classRecord')
})

test('lists are sorted by creation where it is known, else by id', () => {
  const model = resolve([
    entity('A', { fields: { name: text() } }),
    entity('B', { fields: { name: text() }, timestamps: false }),
  ])
  assert.deepEqual(entityIn(model, 'A').list, {
    sort: [{ field: 'createdAt', descending: true }],
    pageSize: 20,
    maxPageSize: 100,
    count: 'none',
  })
  assert.deepEqual(entityIn(model, 'B').list.sort, [{ field: 'id', descending: false }])
})

test('a deleted record is marked by a field that only hooks see', () => {
  const model = resolve([entity('A', { fields: { name: text() }, softDelete: true })])
  const { hidden, nullable, readOnly } = fieldIn(model, 'A', 'deletedAt')
  assert.deepEqual({ hidden, nullable, readOnly }, { hidden: true, nullable: true, readOnly: true })
})

test('defaults are kept in the form of the values', () => {
  const { bigint, datetime, decimal, time, uuid, date } = language
  const model = resolve([
    entity('A', {
      fields: {
        at: datetime({ default: '2026-11-20T10:10:00+01:00' }),
        day: date({ default: 'now' }),
        from: time({ default: '09:10' }),
        price: decimal({ default: 12.5 }),
        size: bigint({ default: 9_007_199_254_740_993n }),
        token: uuid({ default: 'uuid' }),
      },
    }),
  ])
  const defaults = entityIn(model, 'A')
    .fields.slice(0, 6)
    .map((field) => field.default)
  assert.deepEqual(defaults, [
    { literal: '2026-11-20T09:10:00.000Z' },
    { server: 'now' },
    { literal: '09:10:00' },
    { literal: '12.5' },
    { literal: '9007199254740993' },
    { server: 'uuid' },
  ])
})

test('comments stand in for doc', () => {
  const source = sourceOf([
    entity('A', { fields: { name: text(), size: int({ doc: 'In metres.' }) } }),
  ])
  const [first] = source.entities
  assert.ok(first)
  first.doc = 'An example.'
  first.fieldDocs = { name: 'What it is called.', size: 'Lost.' }
  const { model } = resolveModel(source, emptyLock(), compileAnything)
  assert.ok(model)
  assert.equal(entityIn(model, 'A').doc, 'An example.')
  assert.equal(fieldIn(model, 'A', 'name').doc, 'What it is called.')
  assert.equal(fieldIn(model, 'A', 'size').doc, 'In metres.')
})
