import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { readTestServer } from '@cambium/runtime/config'
import {
  createPgliteClient,
  type Database,
  openPostgres,
  openSqlite,
  openTestSchema,
} from '@cambium/runtime/database'
import {
  assertSchemaCurrent,
  forgetInstance,
  migrateUp,
  noteInstance,
  sql,
} from '@cambium/runtime/migrate'
import { PGlite } from '@electric-sql/pglite'
import { type Body, type ServedVersion, serveVersion } from './served-version.ts'

const root = join(import.meta.dirname, '../..')

function noteModel(fields: string): string {
  return `import { choice, entity, index, int, one, text } from '@cambium/model'

export default entity('Note', {
  fields: {
    ${fields}
  },
  indexes: [index('state')],
  access: { read: 'public', create: 'public', update: 'public' },
})
`
}

const shelf = `import { entity, text } from '@cambium/model'

export default entity('Shelf', {
  fields: { name: text({ required: true }) },
  access: { read: 'public', create: 'public' },
})
`

const oldFields = `title: text({ required: true, max: 200, unique: true }),
    body: text({ required: true }),
    state: choice(['open', 'done'], { default: 'open' }),
    size: int({ default: 1 }),
    shelf: one('Shelf', { inverse: 'notes', onDelete: 'setNull' }),`

const newFields = `title: text({ required: true, max: 200, unique: true }),
    state: choice(['open', 'done', 'late'], { default: 'open' }),
    size: int({ default: 1 }),
    shelf: one('Shelf', { inverse: 'notes', onDelete: 'setNull' }),
    kind: text({ required: true }),`

describe('two versions of the code on one database', () => {
  let older: string
  let newer: string

  before(() => {
    older = project()
    put(older, 'src/notes/note.model.ts', noteModel(oldFields))
    put(older, 'src/shelves/shelf.model.ts', shelf)
    cambium(older, 'generate')
    newer = mkdtempSync(join(tmpdir(), 'cambium-newer-'))
    cpSync(older, newer, { recursive: true, verbatimSymlinks: true })
    put(newer, 'src/notes/note.model.ts', noteModel(newFields))
    cambium(newer, 'generate')
    for (const [from, to] of [
      ['title', 'heading'],
      ['shelf', 'place'],
      ['size', 'length'],
    ]) {
      cambium(newer, 'rename', `Note.${from}`, String(to))
    }
    const saved = ['--drop', 'Note.body', '--fill', 'Note.kind=plain']
    cambium(newer, 'migrate', 'save', 'headings', '--gradual', ...saved)
  })
  after(() => {
    for (const folder of [older, newer]) rmSync(folder, { recursive: true, force: true })
  })

  const url = readTestServer()
  const databases: [string, () => Promise<Database>][] = [
    ['SQLite', async () => openSqlite({ path: join(mkdtempSync(join(older, 'db-')), 'app.db') })],
    [
      'PostgreSQL in the process',
      async () => openPostgres({ client: createPgliteClient(await PGlite.create()) }),
    ],
    ...(url === undefined
      ? []
      : [
          ['a PostgreSQL server', () => openTestSchema({ url })] as [
            string,
            () => Promise<Database>,
          ],
        ]),
  ]
  for (const [name, open] of databases) {
    test(`${name}: both write and read, and the second half waits for the older one`, async () => {
      const database = await open()
      try {
        await liveThrough(database, { older, newer })
      } finally {
        await database.close()
      }
    })
  }
})

interface Folders {
  older: string
  newer: string
}

/** A deployment from its first day to the day when nothing is left of the older code. */
async function liveThrough(database: Database, { older, newer }: Folders): Promise<void> {
  await migrateUp(database, { folder: join(older, 'migrations') })
  const old = await serveVersion(older, database)
  const shelfOne = await old.call('POST', '/api/shelves', { body: { name: 'one' }, status: 201 })
  const first = await create(old, { title: 'first', body: 'b', size: 7, shelfId: shelfOne.id })
  await noteInstance(database, { id: 'the older one', hash: old.app.storageHash })

  const folder = join(newer, 'migrations')
  const opened = await migrateUp(database, { folder })
  assert.equal(opened.applied.length, 1)
  assert.deepEqual(
    opened.waiting.map(({ instances }) => instances.map(({ id }) => id)),
    [['the older one']],
  )
  const now = await serveVersion(newer, database)
  for (const { app } of [old, now]) await assertSchemaCurrent(database, app.storageHash)

  assert.deepEqual(await seenByNew(now, first), ['first', 7, shelfOne.id, 'plain', 'open'])
  await writeFromBoth({ old, now, shelfOne })

  const again = await migrateUp(database, { folder })
  assert.equal(again.applied.length, 0, 'the older one still runs')
  await forgetInstance(database, 'the older one')
  await old.close()
  const closed = await migrateUp(database, { folder })
  assert.deepEqual([closed.applied.length, closed.waiting], [1, []])
  await assert.rejects(assertSchemaCurrent(database, old.app.storageHash))
  await assertSchemaCurrent(database, now.app.storageHash)
  assert.deepEqual(await seenByNew(now, first), ['first, renamed', 7, shelfOne.id, 'plain', 'done'])
  const { data } = await now.call('GET', '/api/notes?sort=heading')
  assert.equal((data as Body[]).length, 3)
  const columns = await database.all(sql`select * from "notes"`)
  assert.deepEqual(
    Object.keys(columns[0] ?? {}).filter((name) => formerNames.has(name)),
    [],
  )
  await now.close()
}

const formerNames = new Set(['title', 'size', 'shelf_id', 'body'])

async function writeFromBoth({
  old,
  now,
  shelfOne,
}: {
  old: ServedVersion
  now: ServedVersion
  shelfOne: Body
}): Promise<void> {
  const byOld = await create(old, { title: 'old', body: 'b' })
  assert.deepEqual(await seenByNew(now, byOld), ['old', 1, null, 'plain', 'open'])
  const body = { heading: 'new', length: 9, placeId: shelfOne.id, kind: 'special', state: 'late' }
  const byNew = await now.call('POST', '/api/notes', { body, status: 201 })
  const read = await old.call('GET', `/api/notes/${byNew.id}`)
  assert.deepEqual(
    [read.title, read.size, read.shelfId, read.state],
    ['new', 9, shelfOne.id, 'late'],
  )

  const { data } = await now.call('GET', '/api/notes?heading=first')
  const id = (data as Body[])[0]?.id
  await old.call('PATCH', `/api/notes/${id}`, { body: { title: 'first, renamed', state: 'done' } })
  const found = await now.call('GET', '/api/notes?heading=first, renamed'.replaceAll(' ', '%20'))
  assert.equal((found.data as Body[])[0]?.id, id)
  await now.call('PATCH', `/api/notes/${byOld.id}`, {
    body: { heading: 'of both', placeId: shelfOne.id },
  })
  const seen = await old.call('GET', `/api/notes?title=of%20both`)
  assert.deepEqual(
    (seen.data as Body[]).map(({ shelfId }) => shelfId),
    [shelfOne.id],
  )
  await now.call('PATCH', `/api/notes/${byOld.id}`, { body: { placeId: null } })
  assert.equal((await old.call('GET', `/api/notes/${byOld.id}`)).shelfId, null)

  // the name is taken, whichever code asks
  await now.call('POST', '/api/notes', { body: { heading: 'of both', kind: 'x' }, status: 409 })
  await old.call('POST', '/api/notes', { body: { title: 'new', body: 'b' }, status: 409 })
}

function create(old: ServedVersion, body: object): Promise<Body> {
  return old.call('POST', '/api/notes', { body, status: 201 })
}

async function seenByNew(now: ServedVersion, { id }: Body): Promise<unknown[]> {
  const note = await now.call('GET', `/api/notes/${id}`)
  return [note.heading, note.length, note.placeId, note.kind, note.state]
}

function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-older-'))
  put(folder, 'package.json', '{ "name": "notes", "private": true, "type": "module" }\n')
  put(
    folder,
    'cambium.config.ts',
    "import { defineConfig } from '@cambium/model'\nexport default defineConfig({ name: 'notes' })\n",
  )
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

function put(folder: string, path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function cambium(folder: string, ...args: string[]): void {
  const bin = join(root, 'packages/generator/bin/cambium.mjs')
  const { status, stderr, stdout } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
  })
  assert.equal(status, 0, `cambium ${args.join(' ')}: ${stdout}${stderr}`)
}
