import {
  acl,
  bigint,
  bool,
  choice,
  computed,
  date,
  datetime,
  decimal,
  duration,
  type EntityDefinition,
  email,
  entity,
  float,
  fulltext,
  geo,
  index,
  int,
  json,
  list,
  manyToMany,
  money,
  one,
  only,
  owner,
  point,
  role,
  secret,
  slug,
  text,
  time,
  unique,
  url,
  uuid,
} from '@cambium/model'

const signedIn = {
  read: 'signedIn',
  create: 'signedIn',
  update: 'signedIn',
  delete: 'signedIn',
} as const

/** Names that mean something to TypeScript, SQL, the runtime or generated code. */
const namesakes = [
  'Class',
  'Delete',
  'Default',
  'Order',
  'Select',
  'Group',
  'Page',
  'Rule',
  'Resource',
  'Context',
  'Columns',
  'Sql',
  'Request',
  'Server',
  'Query',
  'Input',
  'Register',
  'EntityTypes',
  'Many',
  'Problem',
  'App',
  'News',
].map((name) =>
  entity(name, {
    fields: {
      class: text({ required: true, max: 50 }),
      delete: bool({ default: false }),
      default: int(),
      select: text(),
      order: int({ default: 1 }),
      from: text(),
      now: datetime({ default: 'now' }),
      input: text(),
      caller: text(),
      record: text(),
      status: choice(['in', "o'clock", 'back`tick', '50 %'], { default: 'in' }),
      update: choice(['a', 'b']),
      group: one(name, { inverse: 'groups' }),
    },
    access: signedIn,
    timestamps: name !== 'Class',
  }),
)

const user = entity('User', {
  fields: {
    name: text({ required: true, max: 100 }),
    email: email({ required: true, unique: true, lower: true }),
    token: secret(),
    blocked: bool({ default: false, hidden: true }),
  },
  access: {
    read: [owner('id'), role('staff')],
    create: 'public',
    update: owner('id'),
    delete: role('admin'),
  },
  fieldAccess: { email: { read: [owner('id'), role('staff')], write: owner('id') } },
})

/** Every kind of field with every option that changes what is printed. */
const everything = entity('Everything', {
  doc: 'Has it all. */ Even the end of a comment.',
  fields: {
    title: text({ required: true, min: 1, max: 200, trim: true, doc: 'What it is called. */' }),
    code: text({ pattern: '^[A-Z]{2,4}$', unique: true }),
    mail: email({ lower: true }),
    site: url(),
    slug: slug({ from: 'title', unique: true, max: 40 }),
    count: int({ min: 0, max: 1000, step: 5, default: 10 }),
    ratio: float({ min: 0.5, max: 2 }),
    price: money({ min: 0, currency: 'EUR', required: true }),
    amount: decimal({ scale: 3, precision: 12, min: '0.5', max: '1000', default: '1.5' }),
    big: bigint({ min: '-5', default: '9007199254740993' }),
    active: bool({ default: true }),
    day: date({ default: 'now', min: '2020-01-01' }),
    at: datetime({ required: true, max: '2100-01-01T00:00:00Z' }),
    clock: time({ default: 'now' }),
    length: duration({ default: 'PT1H' }),
    token: uuid({ default: 'uuid' }),
    meta: json({ default: { a: [1, 'two', null] } }),
    anything: json({ required: true }),
    words: list(text({ max: 20 }), { max: 5, default: ['one'] }),
    moods: list(choice(['glad', 'sad']), { required: true, min: 1 }),
    place: point(),
    mood: choice(['glad', 'sad'], { required: true }),
    state: choice(['draft', 'sent', 'gone'], {
      default: 'draft',
      transitions: { draft: ['sent'], sent: ['gone', 'draft'] },
    }),
    key: secret(),
    note: text({ encrypted: true, default: 'quiet' }),
    pass: text({ writeOnly: true }),
    fixed: text({ writeOnce: true }),
    internal: int({ hidden: true, default: 0 }),
    set: text({ readOnly: true }),
    old: text({ deprecated: 'use title', column: 'legacy' }),
    owner: one('User', { required: true, default: 'currentUser', onDelete: 'cascade' }),
    checker: one('User', { inverse: 'checked' }),
    partner: one('Everything', { inverse: 'partnerOf', unique: true }),
    ticket: one('Ticket', { inverse: 'everythings', onDelete: 'restrict' }),
    likes: manyToMany('Everything', { inverse: 'likedBy' }),
    tickets: manyToMany('Ticket', { inverse: 'uses', ordered: true }),
    label: computed(text(), (e) => `${e.title}: ${e.count}`),
    double: computed(int(), (e) => e.count * 2, { stored: true }),
    likeCount: computed(int(), (e) => e.likes.count()),
    isNew: computed(bool(), (e) => e.state === 'draft'),
  },
  indexes: [
    unique('title', 'day'),
    index('state', '-createdAt'),
    index('owner', 'state'),
    fulltext('title'),
    geo('place'),
  ],
  list: { sort: ['-createdAt', 'title'], pageSize: 10, count: 'exact' },
  softDelete: true,
  versioned: true,
  history: { keep: '90d' },
  access: {
    read: [owner('owner'), acl('read'), (e) => e.active, role('staff')],
    create: (e, user) => e.ownerId === user.id && e.count < 500,
    update: [
      role('staff', 'admin'),
      {
        all: [
          only('title', 'state'),
          owner('owner'),
          (e, _user, { next }) => next.title !== e.title,
        ],
      },
    ],
    delete: { all: [role('staff'), (e) => e.tickets.none((t: { open: boolean }) => t.open)] },
  },
  fieldAccess: {
    price: { read: (e, user) => e.ownerId === user.id, write: role('staff') },
    mood: { write: (e, user) => e.checker?.id === user.id },
  },
  check: {
    'a sent one has a price': (e) => e.state !== 'sent' || e.price > 0,
    'at most three likes': (e) => e.likes.count() <= 3,
    "it's `quoted` $oddly": (e) => e.title !== 'x',
  },
  title: 'title',
})

const ticket = entity('Ticket', {
  id: 'serial',
  fields: {
    subject: text({ required: true }),
    open: bool({ default: true }),
    parent: one('Ticket', { inverse: 'children' }),
    related: manyToMany('Ticket', { inverse: 'relatedFrom' }),
    note: one('Note', { required: true, unique: true, inverse: 'ticket', onDelete: 'cascade' }),
  },
  access: signedIn,
})

const note = entity('Note', {
  id: 'nanoid',
  fields: {
    body: text({ required: true, max: 5_000, search: 'B' }),
    tags: manyToMany('Tag', { inverse: 'notes', required: true }),
  },
  access: { read: 'public', create: 'public', update: 'none' },
})

const tag = entity('Tag', {
  fields: { name: text({ required: true, unique: true, lower: true }) },
  access: { read: 'public', create: role('staff') },
})

const task = entity('Task', {
  fields: {
    title: text({ required: true }),
    create: choice(['x', 'y'], { default: 'x' }),
    members: manyToMany('User', { through: 'Membership', inverse: 'tasks' }),
  },
  access: {
    read: (t, user) => t.members.some((m: { id: string }) => m.id === user.id),
    create: 'signedIn',
  },
})

const membership = entity('Membership', {
  fields: {
    task: one('Task', { required: true, inverse: 'memberships', onDelete: 'cascade' }),
    user: one('User', { required: true, inverse: 'memberships', onDelete: 'cascade' }),
  },
  indexes: [unique('task', 'user')],
  access: signedIn,
})

/** Callers send nothing. */
const log = entity('Log', {
  fields: { line: text({ readOnly: true, required: true }) },
  access: { read: role('admin') },
  api: { operations: ['list', 'get'] },
})

const hidden = entity('Hidden', { fields: { name: text() }, api: { rest: false } })

/** A model that has everything at once: for tests that ask whether all of it still goes through. */
export const everythingModel: EntityDefinition[] = [
  user,
  everything,
  ticket,
  note,
  tag,
  task,
  membership,
  log,
  hidden,
  ...namesakes,
]
