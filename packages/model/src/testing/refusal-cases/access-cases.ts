import { entityOf, made, manyToMany, one, type RefusalCase, rule, task } from './refusal-case.ts'

const reader = (t: { title: string }): boolean => t.title === 'a'
const nextReader = (_: unknown, __: unknown, { next }: { next: { title: string } }): boolean =>
  next.title === 'a'

function access(
  about: string,
  code: string,
  { rules, path, nearest }: { rules: object; path: string[]; nearest?: string },
): RefusalCase {
  return {
    about,
    code,
    path: ['Task', 'access', ...path],
    entities: task({ a: one('User'), b: manyToMany('User') }, { access: rules }),
    ...(nearest !== undefined && { nearest }),
  }
}

/** Rules, checks and identities. */
export const accessCases: RefusalCase[] = [
  access('a word that is no rule', 'CAM170', {
    rules: { read: 'publik' },
    path: ['read'],
    nearest: 'public',
  }),
  access('a number', 'CAM170', { rules: { read: ['public', 1] }, path: ['read', '1'] }),
  access('an object that is no rule', 'CAM170', {
    rules: { read: { any: ['public'] } },
    path: ['read'],
  }),
  access('an operation that is none', 'CAM113', { rules: { list: 'public' }, path: ['list'] }),
  access('an unknown role', 'CAM171', {
    rules: { read: rule('role', 'staff', 'admni') },
    path: ['read', '1'],
    nearest: 'admin',
  }),
  access('no role', 'CAM171', { rules: { read: rule('role') }, path: ['read'] }),
  access('an unknown owner', 'CAM172', {
    rules: { read: [rule('owner', 'assignee')] },
    path: ['read', '0', '0'],
  }),
  access('an owner that is a text', 'CAM172', {
    rules: { read: rule('owner', 'title') },
    path: ['read', '0'],
  }),
  access('an owner that is many', 'CAM172', {
    rules: { read: rule('owner', 'b') },
    path: ['read', '0'],
  }),
  access('an owner of id outside User', 'CAM172', {
    rules: { read: rule('owner', 'id') },
    path: ['read', '0'],
  }),
  access('only() in a read rule', 'CAM173', {
    rules: { read: rule('only', 'title') },
    path: ['read'],
  }),
  access('only() of an unknown field', 'CAM173', {
    rules: { update: { all: [rule('only', 'titel')] } },
    path: ['update', 'all', '0', '0'],
    nearest: 'title',
  }),
  access('only() of nothing', 'CAM173', { rules: { update: rule('only') }, path: ['update'] }),
  access('a right that is none', 'CAM174', {
    rules: { read: rule('acl', 'wirte') },
    path: ['read', '0'],
    nearest: 'write',
  }),
  access('a right on what is not there', 'CAM174', {
    rules: { create: rule('acl') },
    path: ['create'],
  }),
  access('any of nothing', 'CAM175', { rules: { read: [] }, path: ['read'] }),
  access('all of nothing', 'CAM175', { rules: { read: { all: [] } }, path: ['read', 'all'] }),
  access('the next version of what is created', 'CAM177', {
    rules: { create: nextReader },
    path: ['create'],
  }),
  {
    about: 'rules of an unknown field',
    code: 'CAM176',
    path: ['Task', 'fieldAccess', 'titel'],
    nearest: 'title',
    entities: task({}, { fieldAccess: { titel: { read: 'none' } } }),
  },
  {
    about: 'rules of a many-to-many relation',
    code: 'CAM176',
    path: ['Task', 'fieldAccess', 'b'],
    entities: task({ b: manyToMany('User') }, { fieldAccess: { b: { read: 'none' } } }),
  },
  {
    about: 'rules of the id',
    code: 'CAM176',
    path: ['Task', 'fieldAccess', 'id'],
    entities: task({}, { fieldAccess: { id: { read: 'none' } } }),
  },
  {
    about: 'rules of a field that are a word',
    code: 'CAM170',
    path: ['Task', 'fieldAccess', 'title'],
    entities: task({}, { fieldAccess: { title: 'none' } }),
  },
  {
    about: 'an unknown rule of a field',
    code: 'CAM113',
    path: ['Task', 'fieldAccess', 'title', 'update'],
    entities: task({}, { fieldAccess: { title: { update: 'none' } } }),
  },
  {
    about: 'writing what nobody can write',
    code: 'CAM178',
    path: ['Task', 'fieldAccess', 'a', 'write'],
    entities: task(
      { a: made('int', { readOnly: true }) },
      { fieldAccess: { a: { write: 'none' } } },
    ),
  },
  {
    about: 'reading what nobody can read',
    code: 'CAM178',
    path: ['Task', 'fieldAccess', 'a', 'read'],
    entities: task({ a: made('secret') }, { fieldAccess: { a: { read: 'none' } } }),
  },
  {
    about: 'a check that is no arrow',
    code: 'CAM179',
    path: ['Task', 'check', 'must be'],
    entities: task({}, { check: { 'must be': true } }),
  },
  {
    about: 'a check without a message',
    code: 'CAM179',
    path: ['Task', 'check', ''],
    entities: task({}, { check: { '': reader } }),
  },
  {
    about: 'a former name that is still there',
    code: 'CAM180',
    path: ['Task', 'fields', 'a', 'was'],
    entities: task({ a: made('text', { was: 'title' }) }),
  },
  {
    about: 'a former entity that is still there',
    code: 'CAM180',
    path: ['Task', 'was'],
    entities: task({}, { was: 'User' }),
  },
  {
    about: 'a former name that nobody knows',
    code: 'CAM181',
    path: ['Task', 'fields', 'phone', 'was'],
    nearest: 'cPhone',
    entities: task({ phone: made('text', { was: 'cFone' }) }),
    lock: {
      version: 1,
      entities: {
        Task: { id: 1, table: 'tasks', fields: { title: [11, 'title'], cPhone: [12, 'c_phone'] } },
      },
    },
  },
  {
    about: 'one identity for two fields',
    code: 'CAM182',
    path: ['lock', 'Task', 'b'],
    entities: task({}),
    lock: {
      version: 1,
      entities: { Task: { id: 1, table: 'tasks', fields: { a: [11, 'a'], b: [11, 'b'] } } },
    },
  },
  {
    about: 'one identity for two entities',
    code: 'CAM182',
    path: ['lock', 'User'],
    entities: [entityOf('User', { fields: { name: made('text') } })],
    lock: {
      version: 1,
      entities: {
        Task: { id: 1, table: 'tasks', fields: {} },
        User: { id: 1, table: 'users', fields: {} },
      },
    },
  },
]
