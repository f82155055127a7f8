import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  bool,
  choice,
  type EntityDefinition,
  entity,
  int,
  manyToMany,
  one,
  owner,
  role,
  text,
  unique,
} from '@cambium/model'
import type { ModelIR } from '@cambium/model/ir'
import { buildModel } from '../testing/index.ts'
import { compareModels, isBreaking, isEmpty } from './index.ts'

type Options = Parameters<typeof entity>[1]

const User = entity('User', { fields: { name: text() }, access: { read: 'signedIn' } })

/** A model with one task entity that differs from the first as told, and the same identities. */
function changed(
  options: Partial<Options>,
  others: EntityDefinition[] = [User],
): [ModelIR, ModelIR] {
  const first = buildModel([entity('Task', base), User])
  const second = buildModel([entity('Task', { ...base, ...options } as Options), ...others], {
    lock: first.lock,
  })
  return [first.model, second.model]
}

const fields = {
  title: text({ required: true, max: 100 }),
  notes: text(),
  status: choice(['open', 'done'], { default: 'open' }),
  assignee: one('User', { inverse: 'tasks' }),
}
const base: Options = {
  fields,
  access: {
    read: 'signedIn',
    create: 'signedIn',
    update: owner('assignee'),
    delete: role('staff'),
  },
}

function without(name: keyof typeof fields): Options['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([one]) => one !== name))
}

function lines([before, after]: [ModelIR, ModelIR]): string[] {
  const { api, hooks } = compareModels(before, after)
  return [...api, ...hooks].map(({ effect, says, breaks }) =>
    breaks === null ? `${effect}: ${says}` : `${effect}: ${says} (${breaks})`,
  )
}

describe('what clients see', () => {
  const table: [string, Partial<Options>, string[]][] = [
    ['nothing', {}, []],
    [
      'a new field',
      { fields: { ...fields, done: bool() } },
      ['additive: Task.done is new: in answers, on create, on update, as a filter'],
    ],
    [
      'a new required field',
      { fields: { ...fields, code: text({ required: true }) } },
      [
        'breaking: Task.code is new: in answers, required on create, on update, as a filter (clients that create Task)',
      ],
    ],
    [
      'a field less',
      { fields: { title: fields.title, status: fields.status, assignee: fields.assignee } },
      [
        'breaking: Task.notes is gone: in answers, on create, on update, as a filter (clients that read or send or filter by it)',
      ],
    ],
    [
      'a field by another name',
      { fields: { ...without('notes'), body: text({ was: 'notes' }) } },
      ['breaking: Task.notes is called body (clients that read, send or filter by it)'],
    ],
    [
      'a field that is required now',
      { fields: { ...fields, notes: text({ required: true }) } },
      [
        'neutral: Task.notes in answers: never null',
        'breaking: Task.notes on create and update: never null (clients that send it)',
        'breaking: Task.notes is required on create (clients that create Task without it)',
      ],
    ],
    [
      'a lower limit',
      { fields: { ...fields, title: text({ required: true, max: 50 }) } },
      [
        'breaking: Task.title on create and update: characters at most 50, was 100 (clients that send it)',
      ],
    ],
    [
      'a higher limit',
      { fields: { ...fields, title: text({ required: true, max: 200 }) } },
      ['additive: Task.title on create and update: characters at most 200, was 100'],
    ],
    [
      'another type',
      { fields: { ...fields, notes: int() } },
      [
        'breaking: Task.notes in answers: integer, was string (clients that read it)',
        'breaking: Task.notes on create and update: integer, was string (clients that send it)',
        'breaking: Task.notes filters as integer, was text (clients that filter by it)',
      ],
    ],
    [
      'one more choice, which readers may not know',
      { fields: { ...fields, status: choice(['open', 'done', 'dropped'], { default: 'open' }) } },
      [
        'breaking: Task.status in answers: may be dropped (clients that read it)',
        'additive: Task.status on create and update: may be dropped',
      ],
    ],
    [
      'fewer ways between states',
      {
        fields: {
          ...fields,
          status: choice(['open', 'done'], {
            default: 'open',
            transitions: { open: ['done'], done: [] },
          }),
        },
      },
      [
        'breaking: Task.status on create: never done (clients that send it)',
        'breaking: Task.status may no longer go from done to open (clients that change it so)',
      ],
    ],
    [
      'a field only the server writes',
      { fields: { ...fields, notes: text({ readOnly: true }) } },
      ['breaking: Task.notes on create and update is refused (clients that send it)'],
    ],
    [
      'an operation less',
      { api: { operations: ['list', 'get', 'create', 'update'] } },
      [
        'breaking: DELETE /api/tasks is gone (clients that call it)',
        'breaking: DELETE /api/tasks/{id} is gone (clients that call it)',
        'breaking: the hooks of Task.delete never run (your src/task/task.hooks.ts)',
      ],
    ],
    [
      'versions',
      { versioned: true },
      [
        'additive: GET /api/tasks/{id} takes If-None-Match',
        'additive: PATCH /api/tasks/{id} and 1 more: takes If-Match',
        'additive: Task.version is new: in answers, as a filter',
      ],
    ],
    [
      'two fields unique together',
      { indexes: [unique('title', 'notes')] },
      [
        'breaking: Task.title and notes are unique together (clients that send values that are taken)',
      ],
    ],
    [
      'a check',
      {
        check: { 'needs notes': (task: { notes: string | null }) => task.notes !== null },
      } as never,
      ['breaking: Task is checked: needs notes (clients that write Task)'],
    ],
    [
      'another order',
      { list: { sort: 'title' } } as never,
      ['breaking: Task is listed by title, was by -createdAt (clients that list it without sort)'],
    ],
  ]
  for (const [about, options, expected] of table) {
    test(`${about}: ${expected.length} sentences`, () => {
      const models = changed(options)
      assert.deepEqual(lines(models), expected)
      assert.equal(isBreaking(compareModels(...models)), expected.join().includes('breaking'))
    })
  }

  test('a relation to many that is new is an input, an include and a route', () => {
    const models = changed({
      fields: { ...fields, helpers: manyToMany('User', { inverse: 'helps' }) },
    })
    assert.deepEqual(lines(models), [
      'additive: GET /api/tasks/{id}/helpers is new',
      'additive: GET /api/users/{id}/helps is new',
      'additive: Task.helpers is new: may be included, its ids sent as helperIds',
      'additive: User.helps may be included',
    ])
  })
})

describe('who gains and who loses', () => {
  const access = base.access
  const table: [string, Partial<Options>, string[]][] = [
    [
      'a public rule',
      { access: { ...access, read: 'public' } },
      ['guests gains read Task: no row -> every row'],
    ],
    [
      'one more role',
      { access: { ...access, delete: role('staff', 'admin') } },
      ['role admin gains delete Task: no row -> every row'],
    ],
    [
      'a rule that is narrower for some',
      { access: { ...access, read: owner('assignee') } },
      ["signed-in users, role staff, role admin loses read Task: every row -> owner('assignee')"],
    ],
    [
      'one alternative more',
      { access: { ...access, update: [owner('assignee'), role('staff')] } },
      ["role staff gains update Task: owner('assignee') -> every row"],
    ],
    [
      'another rule altogether',
      {
        access: {
          ...access,
          update: (task: { status: string }) => task.status === 'open',
        } as never,
      },
      [
        "guests gains update Task: no row -> (task) => task.status === 'open'",
        "signed-in users, role staff, role admin changes update Task: owner('assignee') -> (task) => task.status === 'open'",
      ],
    ],
    [
      'an operation that is not offered any more',
      { api: { operations: ['list', 'get', 'create', 'update'] } },
      ['role staff loses delete Task: every row -> no row'],
    ],
    [
      'a rule of a field',
      { fieldAccess: { notes: { read: role('staff') } } } as never,
      ['guests, signed-in users, role admin loses read Task.notes: every row -> no row'],
    ],
    [
      'a question about roles inside an arrow',
      {
        access: {
          ...access,
          read: ((task: { status: string }, user: { hasRole(name: string): boolean }) =>
            user.hasRole('staff') || task.status === 'open') as never,
        },
      },
      [
        "signed-in users, role admin loses read Task: every row -> (task , user) => user.hasRole('staff') || task.status === 'open'",
      ],
    ],
  ]
  for (const [about, options, expected] of table) {
    test(about, () => {
      const { access: changes } = compareModels(...changed(options))
      assert.deepEqual(
        changes.map(
          ({ who, effect, what, before, after }) =>
            `${who.join(', ')} ${effect} ${what}: ${before} -> ${after}`,
        ),
        expected,
      )
    })
  }

  test('a rename changes no rule, wherever the name stands in one', () => {
    const first = buildModel([
      entity('Task', {
        ...base,
        access: {
          read: owner('assignee'),
          update: ((task: { assigneeId: string; title: string }, user: { id: string }) =>
            task.assigneeId === user.id && task.title !== 'x') as never,
        },
      }),
      User,
    ])
    const { title: _title, assignee: _assignee, ...rest } = fields
    const second = buildModel(
      [
        entity('Task', {
          fields: {
            ...rest,
            name: text({ required: true, max: 100, was: 'title' }),
            worker: one('User', { inverse: 'tasks', was: 'assignee' }),
          },
          access: {
            read: owner('worker'),
            update: ((task: { workerId: string; name: string }, user: { id: string }) =>
              task.workerId === user.id && task.name !== 'x') as never,
          },
        }),
        User,
      ],
      { lock: first.lock },
    )
    assert.deepEqual(compareModels(first.model, second.model).access, [])
  })

  test('a new entity says who may what, one that is gone who loses it', () => {
    const Tag = entity('Tag', {
      fields: { name: text() },
      access: { read: 'public', create: 'none' },
    })
    const [before, after] = changed({}, [User, Tag])
    const gained = compareModels(before, after).access
    assert.deepEqual(
      gained.map(({ who, what }) => `${who.join()} ${what}`),
      ['everybody read Tag', 'role admin update Tag', 'role admin delete Tag'],
    )
    assert.ok(compareModels(after, before).access.every(({ effect }) => effect === 'loses'))
  })
})

test('storage is said in the words of the plan, with what waits for a decision', () => {
  const { storage } = compareModels(...changed({ fields: { ...without('notes'), stars: int() } }))
  assert.deepEqual(
    storage.map(({ badge, says }) => `${badge}: ${says.split(' (')[0]}`),
    [
      'safe: add column tasks.stars',
      'undecided: tasks.notes: the model no longer has this field: its values would be lost',
    ],
  )
})

test('equal models have no difference', () => {
  assert.ok(isEmpty(compareModels(...changed({}))))
})
