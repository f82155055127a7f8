import {
  acl,
  choice,
  datetime,
  entity,
  index,
  int,
  manyToMany,
  one,
  owner,
  role,
  text,
} from '@cambium/model'

/** Something to be done. */
export default entity('Task', {
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
  api: { upsert: 'id' },
  access: {
    read: [
      owner('assignee'),
      acl('read'),
      (t, user) => t.project?.members.some((m) => m.userId === user.id) ?? false,
    ],
    create: 'signedIn',
    update: [owner('assignee'), acl('write')],
    delete: { all: [role('staff'), (t) => t.status !== 'completed'] },
  },
  fieldAccess: {
    priority: { write: (t, user) => t.project?.leadId === user.id || t.assigneeId === user.id },
  },
  check: {
    'a completed task needs a completion time': (t) =>
      t.status !== 'completed' || t.completedAt !== null,
  },
  title: 'title',
})
