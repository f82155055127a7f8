import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bigint,
  bool,
  choice,
  computed,
  date,
  datetime,
  decimal,
  defineConfig,
  duration,
  email,
  entity,
  file,
  float,
  fulltext,
  geo,
  image,
  index,
  int,
  json,
  list,
  manyToMany,
  money,
  one,
  password,
  point,
  role,
  secret,
  slug,
  text,
  time,
  unique,
  url,
  uuid,
  vector,
} from '../language/index.ts'
import { compileAnything, sourceOf } from '../testing/index.ts'
import { emptyLock, resolveModel } from './index.ts'

const everyKind = entity('Everything', {
  doc: 'One of each.',
  table: 'all_things',
  id: 'nanoid',
  fields: {
    name: text({
      required: true,
      unique: true,
      min: 1,
      max: 100,
      pattern: '^\\S',
      trim: true,
      lower: true,
      search: 'A',
      i18n: true,
    }),
    address: email({ pii: true, label: 'Mail', was: 'mail', index: true }),
    site: url({ default: 'https://example.org' }),
    path: slug({ from: 'name', unique: true, writeOnce: true }),
    size: int({ min: -5, max: 5, step: 1, default: 0 }),
    weight: float({ min: 0.5, step: 0.5 }),
    price: money({ currency: 'EUR', scale: 2, min: 0, default: 0 }),
    ratio: decimal({ precision: 10, scale: 4, min: '0.0001', max: 999, default: '1' }),
    big: bigint({ min: 0, max: '9223372036854775807', default: 1n }),
    open: bool({ default: true, deprecated: 'use state' }),
    day: date({ min: '2020-01-01', default: 'now' }),
    at: datetime({ readOnly: true, column: 'happened_at' }),
    from: time({ default: '08:00' }),
    length: duration({ default: 'PT30M' }),
    key: uuid({ default: 'uuid' }),
    meta: json<{ a: number }>({ default: { a: 1 } }),
    labels: list(text({ max: 20 }), { min: 0, max: 10, default: ['a'] }),
    state: choice(['open', 'done'], {
      default: 'open',
      transitions: { open: ['done'] },
      labels: { open: 'Open' },
    }),
    paper: file({ many: true, max: '10MB', types: ['application/pdf'], public: false }),
    photo: image({ thumbs: ['200x200'], max: '2MB' }),
    place: point(),
    embedding: vector({ dimensions: 3, metric: 'cosine' }),
    token: secret({ min: 10, max: 64 }),
    pass: password({ min: 8 }),
    note: text({
      encrypted: 'searchable',
      writeOnly: true,
      api: { grpc: false },
      ui: { widget: 'area' },
    }),
    inner: text({ hidden: true, encrypted: true }),
    title: computed(text(), (row) => row.name, { stored: true, index: true, doc: 'Its name.' }),
    owner: one('User', {
      inverse: 'things',
      default: 'currentUser',
      onDelete: 'setNull',
      index: true,
    }),
    keeper: one('User', { inverse: 'keeps', required: true }),
    parent: one('Everything', { inverse: 'parts' }),
    users: manyToMany('User', { inverse: 'used', ordered: true, required: true }),
  },
  indexes: [
    index('state', '-createdAt'),
    unique('size', 'day'),
    fulltext('name', 'address'),
    geo('place'),
  ],
  timestamps: true,
  softDelete: true,
  versioned: true,
  history: { keep: '90d' },
  tenant: false,
  partition: { by: 'createdAt', every: 'month', keep: '2y' },
  cache: { ttl: '5m', scope: 'user' },
  list: { sort: ['-price', 'name'], pageSize: 10, maxPageSize: 50, count: 'exact' },
  api: {
    rest: 'things',
    graphql: true,
    grpc: 'Thing',
    realtime: true,
    operations: ['list', 'get'],
    upsert: 'path',
  },
  events: ['happened'],
  title: 'title',
  access: { read: 'public', create: role('staff') },
  fieldAccess: { size: { read: 'signedIn', write: 'none' }, owner: { write: role('admin') } },
})

const config = defineConfig({
  name: 'every-option',
  roles: ['staff'],
  apis: { rest: true, graphql: false },
  databases: ['sqlite', 'postgres'],
  drift: { ignore: ['customers', 'legacy_*'] },
  deploy: ['docker'],
})

const user = entity('User', {
  fields: {
    address: email({ unique: true, lower: true }),
    shut: bool({ default: false }),
  },
  auth: {
    identifiers: ['address'],
    methods: ['google', 'password'],
    signUp: false,
    blocked: 'shut',
  },
})

const { model, findings } = resolveModel(
  sourceOf([everyKind, user], config),
  emptyLock(),
  compileAnything,
)

test('every kind and every option is accepted', () => {
  assert.deepEqual(findings, [])
})

test('accounts have a place of their own in the IR', () => {
  const user = model?.entities.find(({ name }) => name === 'User')
  assert.deepEqual(user?.accounts, {
    email: 'address',
    methods: ['password', 'google'],
    signUp: false,
    blocked: 'shut',
  })
  const own = user?.fields.filter(({ origin, hidden }) => origin === 'system' && hidden)
  assert.deepEqual(
    own?.map(({ id, name }) => [id, name]),
    [[6, 'emailVerified']],
  )
  assert.ok(user?.fields.find(({ name }) => name === 'address')?.writeOnce)
})

test('what has no place of its own in the IR is kept as written', () => {
  const thing = model?.entities.find(({ name }) => name === 'Everything')
  assert.deepEqual(thing?.extra, {
    partition: { by: 'createdAt', every: 'month', keep: '2y' },
    cache: { ttl: '5m', scope: 'user' },
    api: { graphql: true, grpc: 'Thing', realtime: true },
  })
  const extras = thing?.fields.flatMap(({ name, extra }) =>
    Object.keys(extra).length > 0 ? [[name, extra]] : [],
  )
  assert.deepEqual(Object.fromEntries(extras ?? []), {
    name: { i18n: true },
    paper: { types: ['application/pdf'], public: false, many: true, max: '10MB' },
    photo: { thumbs: ['200x200'], max: '2MB' },
    embedding: { dimensions: 3, metric: 'cosine' },
    note: { api: { grpc: false }, ui: { widget: 'area' }, encrypted: 'searchable' },
  })
  assert.deepEqual(model?.extra, {
    apis: { graphql: false },
    databases: ['sqlite', 'postgres'],
    drift: { ignore: ['customers', 'legacy_*'] },
    deploy: ['docker'],
  })
})

test('secrets are encrypted and, like passwords, never returned', () => {
  const [secretField, passwordField] = ['token', 'pass'].map((name) =>
    model?.entities[0]?.fields.find((field) => field.name === name),
  )
  assert.deepEqual([secretField?.encrypted, secretField?.writeOnly], [true, true])
  assert.equal(passwordField?.writeOnly, true)
})

test('what the APIs offer is resolved', () => {
  const thing = model?.entities.find(({ name }) => name === 'Everything')
  assert.deepEqual(thing?.operations, ['list', 'get'])
  assert.deepEqual(thing?.rest, { path: 'things', upsert: 'path' })
  assert.deepEqual(thing?.history, { keepDays: 90 })
  assert.equal(thing?.table, 'all_things')
})
