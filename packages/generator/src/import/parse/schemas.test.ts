import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OpenSource, SourceTable } from '../source/index.ts'
import { exportFolder, pointer, record } from './fixture/index.ts'
import { parseReader } from './parse-reader.ts'

const open = (files: { readonly [name: string]: unknown }): Promise<OpenSource> =>
  parseReader.open({
    source: exportFolder(files),
    schemas: [],
    dialect: null,
    progress: () => undefined,
  })

function tableIn({ schema }: OpenSource, name: string): SourceTable {
  const table = schema.tables.find((one) => one.name === name)
  assert.ok(table, `there is a table ${name}`)
  return table
}

const everyone = { '*': true }
/** Whoever had the master key. */
const admin = { kind: 'role', role: 'admin' }
const task = (permissions: object): object => ({
  results: [
    {
      className: 'Task',
      fields: {
        objectId: { type: 'String' },
        ACL: { type: 'ACL' },
        title: { type: 'String', required: true },
        count: { type: 'Number', defaultValue: 3 },
        done: { type: 'Number' },
        owner: { type: 'Pointer', targetClass: '_User' },
        helpers: { type: 'Relation', targetClass: '_User' },
        secret: { type: 'String' },
      },
      classLevelPermissions: permissions,
    },
    { className: '_User', fields: { username: { type: 'String' } } },
  ],
})

async function accessOf(permissions: object, ACL?: object): Promise<SourceTable['access']> {
  const fields = { title: 'x', done: true, owner: pointer('_User', 'u') }
  const source = await open({
    'schemas.json': task(permissions),
    'Task.json': [record('t', ACL === undefined ? fields : { ...fields, ACL })],
    '_User.json': [record('u', { username: 'u' })],
  })
  return tableIn(source, 'Task').access
}

describe('the answer of GET /schemas beside an export', () => {
  test('declares what records do not show, and yields to what they do', async () => {
    const source = await open({
      '_SCHEMA.json': task({ find: everyone }),
      'Task.json': [record('t', { title: 'x', done: true, undocumented: 'y' })],
      '_User.json': [record('u', { username: 'u' })],
    })
    const columns = new Map(tableIn(source, 'Task').columns.map((one) => [one.name, one]))
    assert.equal(columns.get('title')?.nullable, false)
    assert.deepEqual(columns.get('count')?.default, { kind: 'literal', value: 3 })
    assert.deepEqual(columns.get('count')?.type, { kind: 'real' })
    assert.deepEqual(columns.get('done')?.type, { kind: 'boolean' })
    assert.ok(columns.has('undocumented'))
    assert.equal(tableIn(source, 'Task').links[0]?.relation, 'helpers')
    const notes = JSON.stringify(source.schema.notes)
    assert.match(notes, /done is declared Number and holds booleans: what it holds counts/)
  })

  test('makes tables of classes that have no records', async () => {
    const source = await open({ 'schemas.json': task({}) })
    assert.deepEqual(
      source.schema.tables.map(({ name }) => name),
      ['Task', '_User'],
    )
    assert.equal(await source.rows?.count({ schema: null, name: 'Task' }), 0)
  })

  test('keeps the ids of pointers to classes that are declared and were not exported', async () => {
    const source = await open({
      'schemas.json': task({}),
      'Task.json': [record('t', { owner: pointer('_User', 'u') })],
    })
    assert.deepEqual(tableIn(source, 'Task').foreignKeys, [])
    assert.match(JSON.stringify(source.schema.left), /Task, field owner.*the ids are kept as text/)
  })

  test('gives rules: everybody, who is signed in, roles and owners', async () => {
    const access = await accessOf({
      find: everyone,
      get: everyone,
      create: { requiresAuthentication: true },
      update: { 'role:staff': true },
      delete: {},
      writeUserFields: ['owner'],
      readUserFields: [],
    })
    const owner = { kind: 'owner', column: 'owner' }
    assert.deepEqual(access, {
      read: [{ kind: 'public' }],
      create: [{ kind: 'signedIn' }],
      update: [{ kind: 'role', role: 'staff' }, owner, admin],
      delete: [owner, admin],
    })
  })

  test('lets through what both find and get let through', async () => {
    const role = { 'role:staff': true }
    const both = await accessOf({ find: { requiresAuthentication: true }, get: everyone })
    assert.deepEqual(both?.read, [{ kind: 'signedIn' }])
    const narrower = await accessOf({ find: role, get: { requiresAuthentication: true } })
    assert.deepEqual(narrower?.read, [{ kind: 'role', role: 'staff' }, admin])
    const none = await accessOf({ find: {}, get: everyone })
    assert.deepEqual(none?.read, [])
  })

  test('holds beside the access list of each record', async () => {
    const ACL = { 'role:boss': { read: true, write: true } }
    const signedIn = await accessOf({ find: { requiresAuthentication: true } }, ACL)
    assert.deepEqual(signedIn?.read, [{ kind: 'acl', right: 'read' }, admin])
    const staff = await accessOf({ find: { 'role:staff': true } }, ACL)
    assert.deepEqual(staff?.read, [
      {
        kind: 'all',
        of: [
          { kind: 'role', role: 'staff' },
          { kind: 'acl', right: 'read' },
        ],
      },
      admin,
    ])
    assert.deepEqual(staff?.update, [])
  })

  test('says what no rule can', async () => {
    const source = await open({
      'schemas.json': task({ find: { u: true, pointerFields: ['helpers'] } }),
    })
    const left = source.schema.left.map(({ what }) => what)
    assert.ok(left.includes('class Task, the permission of the user u'), String(left))
    assert.ok(left.includes('class Task, the permission by the field helpers'), String(left))
  })

  test('keeps protected fields hidden', async () => {
    const source = await open({
      'schemas.json': task({ find: everyone, protectedFields: { '*': ['secret'] } }),
    })
    const hidden = tableIn(source, 'Task').columns.filter((one) => one.hidden)
    assert.deepEqual(
      hidden.map(({ name }) => name),
      ['secret'],
    )
  })

  test('may be what the database keeps, beside its own exports', async () => {
    const source = await open({
      '_SCHEMA.json': [
        {
          _id: 'Shop',
          objectId: 'string',
          where: 'geopoint',
          logo: 'file',
          owner: '*_User',
          staff: 'relation<_User>',
          _metadata: {
            class_permissions: { find: { requiresAuthentication: true }, get: { '*': true } },
          },
        },
        { _id: '_User', objectId: 'string' },
      ]
        .map((line) => JSON.stringify(line))
        .join('\n'),
      'Shop.json': JSON.stringify({
        _id: 's1',
        _created_at: { $date: '2024-02-03T04:05:06.007Z' },
        _updated_at: { $date: { $numberLong: '1700000000000' } },
        where: [10, 53.5],
        logo: 'a.png',
        _p_owner: '_User$u1',
        _rperm: ['u1', 'role:staff'],
        _wperm: ['u1'],
      }),
      '_User.json': JSON.stringify({
        _id: 'u1',
        username: 'ann',
        _hashed_password: `$2b$10$${'a'.repeat(53)}`,
        _auth_data_google: { id: 7 },
        _rperm: ['*', 'u1'],
        _wperm: ['u1'],
      }),
    })
    const shop = tableIn(source, 'Shop')
    assert.deepEqual(shop.access?.read, [
      { kind: 'owner', column: 'owner' },
      { kind: 'acl', right: 'read' },
      admin,
    ])
    assert.equal(shop.links[0]?.through.name, '_Join:staff:Shop')
    const rows = []
    for (const name of ['Shop', '_User']) {
      for await (const batch of source.rows?.read(
        { schema: null, name },
        { after: null, size: 9 },
      ) ?? []) {
        rows.push(...batch.rows)
      }
    }
    assert.deepEqual(rows[0], {
      objectId: 's1',
      createdAt: '2024-02-03T04:05:06.007Z',
      updatedAt: '2023-11-14T22:13:20.000Z',
      where: { lat: 53.5, lng: 10 },
      logo: 'a.png',
      owner: 'u1',
      $acl: [{ subject: 'role:staff', right: 'read' }],
    })
    assert.deepEqual(rows[1]?.$identities, [{ provider: 'google', id: '7' }])
    assert.match(String(rows[1]?._hashed_password), /^\$2b\$10/)
  })

  test('is refused with a sentence where it is no JSON', async () => {
    await assert.rejects(open({ 'schemas.json': '{"className":' }), /schemas.json is no JSON/)
  })
})
