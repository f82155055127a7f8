import {
  choice,
  computed,
  defineConfig,
  entity,
  type FieldDefinition,
  index,
  int,
  json,
  list,
  one,
  only,
  owner,
  role,
  slug,
  text,
  unique,
} from '@cambium/model'
import './model.gen.ts'

export const task: object = entity('Task', {
  fields: {
    title: text({ required: true, max: 200 }),
    slug: slug({ from: 'title' }),
    status: choice(['pending', 'completed'], {
      default: 'pending',
      labels: { pending: 'Open' },
      transitions: { pending: ['completed'], completed: [] },
    }),
    size: int(),
    words: list(text(), { default: ['a'] }),
    assignee: one('User', { inverse: 'tasks', default: 'currentUser' }),
    project: one('Project', { inverse: 'tasks' }),
    heading: computed(text(), (t) => `${t.title}: ${t.project?.name ?? ''}`),
    twice: computed(int(), (t) => t.size * 2, { stored: true }),
  },
  indexes: [index('status', '-createdAt'), unique('assignee', 'title')],
  list: { sort: ['-createdAt', 'title'] },
  access: {
    read: [
      owner('assignee'),
      (t, user) => t.assigneeId === user.id || user.hasRole('staff'),
      (t, user) => t.project?.members.some((m) => m.id === user.id && m.level > 2) ?? false,
      (t, user, { now }) => t.createdAt < now && user.name !== null,
    ],
    update: [{ all: [only('status'), (t, _, { next }) => next.status === t.status] }],
    delete: { all: [role('staff'), (t) => t.status !== 'completed'] },
  },
  fieldAccess: { size: { write: role('admin') } },
  check: {
    'only a completed task may be large': (t) => t.size < 5 || t.status === 'completed',
    'a task does not shrink': (t, { previous }) => previous === null || previous.size <= t.size,
  },
  title: 'title',
})

/** An entity that is newer than the generated file knows nothing of its rows yet. */
export const added: object = entity('Invoice', {
  fields: { total: int(), both: computed(int(), (i) => i.total + i.anything) },
  access: { read: (i, user) => i.whoever === user.id },
})

export const settings: FieldDefinition<{ a: number }> = json<{ a: number }>({ default: { a: 1 } })

// @ts-expect-error an index on an unknown field
entity('Task', { fields: { a: text() }, indexes: [index('b')] })
// @ts-expect-error a list sorted by an unknown field
entity('Task', { fields: { a: text() }, list: { sort: '-b' } })
// @ts-expect-error a title that is no field
entity('Task', { fields: { a: text() }, title: 'b' })
// @ts-expect-error an owner that is no field
entity('Task', { fields: { a: text() }, access: { read: owner('b') } })
// @ts-expect-error only() of an unknown field
entity('Task', { fields: { a: text() }, access: { update: [role('staff'), only('b')] } })
// @ts-expect-error rules of an unknown field
entity('Task', { fields: { a: text() }, fieldAccess: { b: { read: 'none' } } })
// @ts-expect-error an unknown operation
entity('Task', { fields: { a: text() }, access: { list: 'public' } })
// @ts-expect-error a word that is no rule
entity('Task', { fields: { a: text() }, access: { read: 'everyone' } })
// @ts-expect-error an unknown option of an entity
entity('Task', { fields: { a: text() }, versionned: true })
// @ts-expect-error a state that cannot be
entity('Task', { fields: { a: text() }, check: { x: (t) => t.status === 'nope' } })
// @ts-expect-error a misspelt field in a rule
entity('Task', { fields: { a: text() }, access: { read: (t) => t.titel === '' } })
// @ts-expect-error a misspelt field behind a relation
entity('Task', { fields: { a: text() }, access: { read: (t) => t.project?.nmae === '' } })
// @ts-expect-error a misspelt field in a formula
entity('Task', { fields: { a: computed(text(), (t) => t.titel) } })
// @ts-expect-error a formula of another type
entity('Task', { fields: { a: computed(text(), (t) => t.size) } })
// @ts-expect-error a role that is not in the settings
role('boss')
// @ts-expect-error a role that is not in the settings, in an arrow
entity('Task', { fields: { a: text() }, access: { read: (_, user) => user.hasRole('boss') } })
// @ts-expect-error an unknown target
one('Prodct')
// @ts-expect-error a default outside the choices
choice(['a', 'b'], { default: 'z' })
// @ts-expect-error a transition to an unknown state
choice(['a', 'b'], { transitions: { a: ['c'] } })
// @ts-expect-error a label of an unknown choice
choice(['a', 'b'], { labels: { c: 'C' } })
// @ts-expect-error an option of another kind
text({ currency: 'USD' })
// @ts-expect-error a length that is no number
text({ max: '200' })
// @ts-expect-error a default of another type
list(text(), { default: [1] })
// @ts-expect-error an unknown database
defineConfig({ name: 'shop', databases: ['mysql'] })
