import {
  acl,
  bool,
  choice,
  computed,
  entity,
  int,
  type ModelIR,
  manyToMany,
  one,
  owner,
  point,
  role,
  text,
} from '@cambium/model'
import { buildModel } from '../../../packages/generator/src/testing/index.ts'

const signedIn = {
  read: 'signedIn',
  create: 'signedIn',
  update: 'signedIn',
  delete: 'signedIn',
} as const

const entities = [
  entity('Company', {
    fields: { name: text({ required: true }), plan: text() },
    access: {
      read: role('staff'),
      create: 'signedIn',
      update: role('staff'),
      delete: role('staff'),
    },
  }),
  entity('User', {
    fields: { name: text({ required: true }), phone: text(), note: text({ hidden: true }) },
    tenant: false,
    access: { read: 'signedIn', update: owner('id') },
    fieldAccess: { name: { read: owner('id') }, phone: { read: owner('id') } },
  }),
  entity('Tag', {
    fields: { name: text({ required: true, unique: true }), owner: one('User') },
    api: { upsert: 'name' },
    access: { ...signedIn, read: owner('owner'), update: owner('owner') },
  }),
  entity('Project', {
    fields: {
      name: text({ required: true, search: 'A' }),
      budget: int(),
      size: computed(int(), (p: { tasks: { count(): number } }) => p.tasks.count()),
      members: manyToMany('User', { through: 'Seat', inverse: 'projects' }),
    },
    access: {
      ...signedIn,
      read: (p: { seats: { some(test: (seat: { userId: string }) => boolean): boolean } }, user) =>
        p.seats.some((seat) => seat.userId === user.id),
    },
    fieldAccess: { budget: { read: role('staff') } },
  }),
  entity('Seat', {
    fields: {
      project: one('Project', { required: true, inverse: 'seats', onDelete: 'cascade' }),
      user: one('User', { required: true, inverse: 'seats', onDelete: 'cascade' }),
      secret: text(),
    },
    access: { ...signedIn, read: owner('user'), delete: owner('user') },
  }),
  entity('Task', {
    fields: {
      title: text({ required: true, search: 'A' }),
      body: text({ search: 'B' }),
      code: text({ required: true, unique: true }),
      points: int({ default: 1 }),
      open: bool({ default: true }),
      status: choice(['new', 'done'], { default: 'new', transitions: { new: ['done'], done: [] } }),
      pin: text({ encrypted: true }),
      salary: int(),
      spot: point(),
      inner: text({ hidden: true }),
      owner: one('User', { inverse: 'tasks', default: 'currentUser' }),
      project: one('Project', { inverse: 'tasks', onDelete: 'setNull' }),
      parent: one('Task', { inverse: 'children' }),
      tags: manyToMany('Tag', { inverse: 'tasks' }),
    },
    api: { upsert: 'code' },
    versioned: true,
    softDelete: true,
    history: true,
    access: {
      read: [owner('owner'), acl('read')],
      create: 'signedIn',
      update: [owner('owner'), acl('write')],
      delete: owner('owner'),
      share: owner('owner'),
    },
    fieldAccess: { salary: { read: role('staff'), write: role('staff') } },
  }),
  entity('Paper', {
    fields: { title: text({ required: true }), words: text(), author: one('User') },
    api: { upsert: 'id' },
    access: {
      ...signedIn,
      read: owner('author'),
      update: owner('author'),
      delete: owner('author'),
    },
  }),
]

/** Two companies, in one of them two people, and rules by which each person sees next to nothing of the others. */
export function walledModel(): ModelIR {
  const { model } = buildModel(entities, {
    config: {
      roles: ['staff', 'admin'],
      tenancy: { entity: 'Company', isolation: 'row' },
    },
  })
  return model
}
