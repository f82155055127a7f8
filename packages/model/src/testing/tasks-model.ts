import {
  acl,
  type ConfigDefinition,
  choice,
  datetime,
  defineConfig,
  type EntityDefinition,
  email,
  entity,
  index,
  int,
  manyToMany,
  one,
  owner,
  role,
  text,
  unique,
} from '../language/index.ts'

/** The settings of the tasks example. */
export const tasksConfig: ConfigDefinition = defineConfig({
  name: 'tasks',
  roles: ['staff', 'admin'],
})

/** The tasks example of the design, without files. */
export const tasksModel: EntityDefinition[] = [
  entity('Task', {
    doc: 'Something to be done.',
    fields: {
      title: text({ required: true, min: 1, max: 200, trim: true, search: 'A' }),
      notes: text({ max: 20_000, search: 'C' }),
      status: choice(['pending', 'in_progress', 'completed'], {
        default: 'pending',
        transitions: {
          pending: ['in_progress', 'completed'],
          in_progress: ['completed', 'pending'],
          completed: [],
        },
      }),
      priority: int({ default: 3, min: 1, max: 5 }),
      dueAt: datetime(),
      completedAt: datetime({ readOnly: true }),
      assignee: one('User', { inverse: 'tasks', onDelete: 'setNull', default: 'currentUser' }),
      project: one('Project', { inverse: 'tasks', onDelete: 'cascade' }),
      tags: manyToMany('Tag', { inverse: 'tasks' }),
    },
    indexes: [index('status', '-createdAt'), index('assignee', 'dueAt')],
    list: { sort: '-createdAt', pageSize: 20, maxPageSize: 100 },
    versioned: true,
    access: {
      read: [
        owner('assignee'),
        acl('read'),
        (t, user) =>
          t.project?.members.some((m: { userId: string }) => m.userId === user.id) ?? false,
      ],
      create: 'signedIn',
      update: [owner('assignee'), acl('write')],
      delete: { all: [role('staff'), (t) => t.status !== 'completed'] },
    },
    fieldAccess: { priority: { write: (t, user) => t.project?.leadId === user.id } },
    check: {
      'a completed task needs a completion time': (t) =>
        t.status !== 'completed' || t.completedAt !== null,
    },
    title: 'title',
  }),
  entity('Project', {
    fields: { name: text({ required: true }), lead: one('User', { inverse: 'leads' }) },
  }),
  entity('Membership', {
    fields: {
      project: one('Project', { required: true, inverse: 'members', onDelete: 'cascade' }),
      user: one('User', { required: true, inverse: 'memberships', onDelete: 'cascade' }),
    },
    indexes: [unique('project', 'user')],
  }),
  entity('Tag', { fields: { name: text({ required: true, unique: true }) }, title: 'name' }),
  entity('User', { fields: { email: email({ required: true, unique: true, lower: true }) } }),
]
