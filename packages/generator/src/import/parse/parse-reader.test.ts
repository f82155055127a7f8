import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JsonValue } from '@cambium/model'
import type { OpenSource, SourceRow, SourceTable } from '../source/index.ts'
import { exportFolder, fullExport, hashOfHorse, pointer, record } from './fixture/index.ts'
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

async function rowsOf(source: OpenSource, name: string, size = 1_000): Promise<SourceRow[]> {
  const rows: SourceRow[] = []
  for await (const batch of source.rows?.read({ schema: null, name }, { after: null, size }) ??
    []) {
    rows.push(...batch.rows)
  }
  return rows
}

const typesOf = (table: SourceTable): { [name: string]: string } =>
  Object.fromEntries(table.columns.map(({ name, type }) => [name, type.kind]))

const full = open(fullExport())
/** Whoever had the master key. */
const admin = { kind: 'role', role: 'admin' }

describe('the folder of a Parse export', () => {
  test('is known by its files', () => {
    assert.equal(parseReader.detects(exportFolder(fullExport())), true)
    assert.equal(parseReader.detects(exportFolder({ 'A.json': [record('x', { a: 1 })] })), true)
    assert.equal(parseReader.detects(exportFolder({ 'a.json': [{ id: 1 }] })), false)
    assert.equal(parseReader.detects(exportFolder({ 'a.csv': 'a,b' })), false)
    assert.equal(parseReader.detects(exportFolder({ '_config.json': { a: 1 } })), false)
    assert.equal(parseReader.detects('/there/is/no/such/folder'), false)
  })

  test('gives every form of a value its type and its plain form', async () => {
    const source = await full
    const place = tableIn(source, 'Place')
    assert.deepEqual(typesOf(place), {
      objectId: 'text',
      createdAt: 'instant',
      updatedAt: 'instant',
      name: 'text',
      where: 'point',
      picture: 'file',
      opened: 'instant',
      raw: 'bytes',
      area: 'json',
      tags: 'list',
      extra: 'json',
      owner: 'text',
      mixed: 'text',
      flag: 'boolean',
      height: 'real',
      nothing: 'text',
      seen: 'text',
    })
    const [harbour, hill] = await rowsOf(source, 'Place')
    assert.deepEqual(harbour, {
      objectId: 'place00001',
      createdAt: '2024-02-03T04:05:06.007Z',
      updatedAt: '2024-02-03T04:05:06.007Z',
      name: 'Harbour',
      where: { lat: 53.5, lng: 10 },
      picture: 'https://files.example.com/a.png',
      opened: '1888-10-29T00:00:00.000Z',
      raw: 'aGk=',
      area: [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
      tags: ['ships', 'water'],
      extra: { at: '2020-01-01T00:00:00.000Z', n: 1 },
      owner: 'annAnnAnn1',
      mixed: 'six',
      flag: true,
      height: 2.5,
      nothing: null,
      seen: 'x',
    })
    assert.deepEqual([hill?.mixed, hill?.flag, hill?.where], ['7', true, null])
  })

  test('says what it decided of mixed and empty fields, and what points nowhere', async () => {
    const { schema } = await full
    const said = [...(schema.notes ?? []).map(({ what, text }) => `${what}: ${text}`)].join('\n')
    assert.match(
      said,
      /Place, field mixed: mixed holds 1 texts, 1 whole numbers: all are kept as text/,
    )
    assert.match(said, /Place, field flag: .* 1 is read as true and 0 as false/)
    assert.match(said, /Place, field nothing: nothing is null in every record/)
    const left = schema.left.map(({ what, reason }) => `${what}: ${reason}`).join('\n')
    assert.match(left, /Place, field seen: it points to Gone/)
    assert.match(left, /class _Session: sessions are not carried over/)
    assert.match(left, /class-level permissions/)
  })

  test('has relations of pointers, of lists of pointers and of files of pairs', async () => {
    const source = await open({
      'Post.json': { results: [record('p1', { tags: { __type: 'Relation', className: 'Tag' } })] },
      'Tag.json': { results: [record('t1', { name: 'a' })] },
      '_Join\ua789tags\ua789Post.json': { results: [{ owningId: 'p1', relatedId: 't1' }] },
    })
    assert.deepEqual(tableIn(source, 'Post').links, [
      {
        relation: 'tags',
        target: { schema: null, name: 'Tag' },
        inverse: null,
        through: { schema: null, name: '_Join:tags:Post' },
        sourceColumn: 'owningId',
        targetColumn: 'relatedId',
      },
    ])
    assert.deepEqual(await rowsOf(source, '_Join:tags:Post'), [{ owningId: 'p1', relatedId: 't1' }])
    const lists = await full
    assert.equal(tableIn(lists, 'Place').links[0]?.through.name, 'Place.near')
    assert.deepEqual(await rowsOf(lists, 'Place.near', 1), [
      { owningId: 'place00001', relatedId: 'place00002' },
      { owningId: 'place00001', relatedId: 'place00001' },
    ])
    assert.deepEqual(tableIn(lists, 'Place').foreignKeys[0]?.target.name, '_User')
  })

  test('goes on behind every position, with records and with pairs', async () => {
    const source = await full
    for (const name of ['Place', 'Note', '_User', 'Place.near']) {
      const whole = await rowsOf(source, name)
      const table = { schema: null, name }
      const positions: JsonValue[] = []
      for await (const { position } of source.rows?.read(table, { after: null, size: 1 }) ?? []) {
        positions.push(position)
      }
      assert.equal(positions.length, whole.length)
      for (const [index, after] of positions.entries()) {
        const rest: SourceRow[] = []
        for await (const { rows } of source.rows?.read(table, { after, size: 5 }) ?? []) {
          rest.push(...rows)
        }
        assert.deepEqual(rest, whole.slice(index + 1), `${name} behind ${index}`)
      }
    }
  })
})

describe('the people of a Parse export', () => {
  test('bring their passwords, roles and identities', async () => {
    const source = await full
    const user = tableIn(source, '_User')
    assert.equal(user.entity, 'User')
    assert.deepEqual(user.accounts, { email: 'email', emailVerified: 'emailVerified' })
    const [ann, bob, eve] = await rowsOf(source, '_User')
    assert.deepEqual(
      [ann?.email, ann?._hashed_password, ann?.$roles, ann?.nickname],
      ['ann@example.com', hashOfHorse, ['boss', 'staff'], 'Annie'],
    )
    assert.deepEqual(
      [bob?.email, bob?.emailVerified, bob?.$roles, bob?.$identities],
      ['bob@example.com', true, ['staff'], [{ provider: 'google', id: '1234' }]],
    )
    assert.match(String(bob?._hashed_password), /^\$2y\$04\$/)
    // What is no hash of bcrypt cannot be known again.
    assert.deepEqual([eve?.email, eve?.emailVerified, eve?._hashed_password], [null, false, null])
    assert.deepEqual(source.schema.roles, ['boss', 'staff'])
  })

  test('read and change themselves alone, where nothing else is said', async () => {
    const own = [{ kind: 'owner', column: 'objectId' }, admin]
    const source = await open({ '_User.json': [record('u', { username: 'u', email: 'u@x.org' })] })
    assert.deepEqual(tableIn(source, '_User').access, {
      read: own,
      create: [],
      update: own,
      delete: [],
    })
  })

  test('are not shown to everybody with their addresses', async () => {
    const ACL = { '*': { read: true }, u: { read: true, write: true } }
    const source = await open({ '_User.json': [record('u', { username: 'u', ACL })] })
    const { access } = tableIn(source, '_User')
    assert.deepEqual(access?.read, [{ kind: 'owner', column: 'objectId' }, admin])
    assert.match(JSON.stringify(source.schema.left), /hides their addresses/)
  })
})

describe('the rights of a Parse export', () => {
  test('are not widened for a role that was called admin already', async () => {
    const source = await open({
      '_Role.json': [record('r', { name: 'admin' })],
      '_User.json': [record('u', { username: 'u' })],
    })
    const own = { kind: 'owner', column: 'objectId' }
    assert.deepEqual(tableIn(source, '_User').access?.read, [own])
    assert.match(JSON.stringify(source.schema.notes), /are not widened for it/)
  })

  test('become an owner, entries of access lists and a flag for what is everybody\u2019s', async () => {
    const source = await full
    const { access } = tableIn(source, 'Note')
    const owner = { kind: 'owner', column: 'author' }
    assert.deepEqual(access, {
      read: [owner, { kind: 'acl', right: 'read' }, { kind: 'flag', column: 'publicRead' }, admin],
      create: [],
      update: [owner, { kind: 'acl', right: 'write' }, admin],
      delete: [owner, { kind: 'acl', right: 'write' }, admin],
    })
    const [mine, openOne, shared] = await rowsOf(source, 'Note')
    assert.deepEqual(mine?.$acl, [{ subject: 'role:staff', right: 'read' }])
    assert.deepEqual([openOne?.publicRead, openOne?.$acl], [true, undefined])
    assert.deepEqual(shared?.$acl, [
      { subject: 'user:annAnnAnn1', right: 'read' },
      { subject: 'user:annAnnAnn1', right: 'write' },
    ])
  })

  test('name no owner where a single record says otherwise', async () => {
    const note = (id: string, ACL: object) => record(id, { author: pointer('_User', 'u'), ACL })
    const source = await open({
      'Note.json': [
        note('a', { u: { read: true, write: true } }),
        note('b', { u: { read: true } }),
      ],
      '_User.json': [record('u', { username: 'u' })],
    })
    const { access } = tableIn(source, 'Note')
    assert.deepEqual(access?.update, [{ kind: 'acl', right: 'write' }, admin])
    const [, second] = await rowsOf(source, 'Note')
    assert.deepEqual(second?.$acl, [{ subject: 'user:u', right: 'read' }])
  })
})
