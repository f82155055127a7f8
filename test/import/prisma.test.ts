import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'node:test'
import { crudEveryEntity } from './crud-every-entity.ts'
import { importNew } from './new-project.ts'
import { type ServedProject, serveProject } from './serve-project.ts'
import { triedPostgres } from './tried-postgres.ts'

const schemas = join(import.meta.dirname, 'prisma')

for (const name of ['hard.prisma', 'garden.prisma', 'harbour']) {
  test(`every entity of ${name} is listed, made, read, changed and deleted`, async () => {
    const { folder } = importNew(join(schemas, name))
    const { url, token, stop } = await serveProject(folder)
    const { failures, entities } = await crudEveryEntity({ folder, url, token })
    await stop()
    assert.deepEqual(failures, [])
    assert.ok(entities >= 8)
  })
}

for (const { name, fill } of triedPostgres()) {
  test(`the same in ${name}`, {
    skip: name.includes('process') && 'it serves one process alone',
  }, async () => {
    const { address, remove } = await fill([])
    const { folder } = importNew(join(schemas, 'garden.prisma'), '--no-data')
    const given = { DATABASE_URL: address ?? '' }
    const program = ['--env-file=.env', 'src/main.ts', 'migrate']
    execFileSync(process.execPath, program, { cwd: folder, env: { ...process.env, ...given } })
    const { url, token, stop } = await serveProject(folder, given)
    const { failures } = await crudEveryEntity({ folder, url, token })
    await stop()
    await remove()
    assert.deepEqual(failures, [])
  })
}

/** The tables Prisma makes of the schema in `prisma/blog`, and rows in each of the forms its versions wrote. */
const blog = `
create table users (id integer not null primary key autoincrement, email text not null, full_name text not null,
  role text not null default 'editor', is_admin boolean not null default false, settings jsonb, avatar blob,
  credits bigint not null default 0, balance decimal not null default 0,
  created_at datetime not null default current_timestamp, updated_at datetime not null);
create table Profile (user_id integer not null primary key references users (id) on delete cascade, bio text not null);
create table Post (id text not null primary key, title text not null, author_id integer not null references users (id),
  parentId text references Post (id), rating real);
create table Line (postId text not null references Post (id), position integer not null, text text not null,
  primary key (postId, position));
create table _Likes (A text not null, B integer not null);
create table _Follows (A integer not null, B integer not null);
create table _prisma_migrations (id text primary key not null);
insert into users values
  (1, 'ann@example.com', 'Ann', 'editor', 1, '{"a":[1,2]}', x'6869', 9007199254740993, 12.5, 1700000000123, 1700000000456),
  (2, 'bob@example.com', 'Bob', 'just reading', 0, null, null, 5, 0, '2024-01-02T03:04:05.006+00:00', '2024-01-02 03:04:05');
insert into Profile values (2, 'bio');
insert into Post values ('p1', 'first', 1, 'p2', 1.5), ('p2', 'second', 2, null, null);
insert into Line values ('p1', 1, 'one'), ('p1', 2, 'two');
insert into _Likes values ('p1', 2), ('p2', 1), ('p2', 2);
insert into _Follows values (1, 2);
`

describe('a schema and the database it describes', () => {
  let served: ServedProject
  let said = ''
  let place = ''
  before(async () => {
    place = mkdtempSync(join(tmpdir(), 'cambium-prisma-'))
    const path = join(place, 'dev.db')
    const db = new DatabaseSync(path)
    db.exec(blog)
    db.close()
    const project = importNew(join(schemas, 'blog'), '--data', path)
    said = project.said
    served = await serveProject(project.folder)
  })
  after(async () => {
    await served.stop()
    rmSync(place, { recursive: true, force: true })
  })

  async function get(path: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${served.token}` }
    const { data } = (await (await fetch(`${served.url}/api/${path}`, { headers })).json()) as {
      data?: unknown
    }
    return data
  }

  test('arrive together', async () => {
    assert.match(said, /11 rows: /)
    const users = (await get('users?sort=id')) as { [property: string]: unknown }[]
    assert.deepEqual(
      users.map(({ id, role, isAdmin, settings, credits, balance, createdAt, updatedAt }) => [
        ...[id, role, isAdmin, settings, credits, Number(balance), createdAt, updatedAt],
      ]),
      [
        [
          ...[1, 'editor', true, { a: [1, 2] }, '9007199254740993', 12.5],
          ...['2023-11-14T22:13:20.123Z', '2023-11-14T22:13:20.456Z'],
        ],
        [
          ...[2, 'just reading', false, null, '5', 0],
          ...['2024-01-02T03:04:05.006Z', '2024-01-02T03:04:05.000Z'],
        ],
      ],
    )
  })

  test('keep their ids, their relations and their links, on the side that had them', async () => {
    type Linked = { id: unknown; [relation: string]: unknown }[]
    const ids = (value: unknown): unknown[] => (value as Linked).map(({ id }) => id).sort()
    const posts = (await get('posts?sort=id&include=likedBy,lines,parent')) as Linked
    assert.deepEqual(
      posts.map(({ id, likedBy, lines, parentId }) => [id, ids(likedBy), ids(lines), parentId]),
      [
        ['p1', [2], ['p1~1', 'p1~2'], 'p2'],
        ['p2', [1, 2], [], null],
      ],
    )
    const users = (await get('users?sort=id&include=followers,follows,profile')) as Linked
    assert.deepEqual(
      users.map(({ followers, follows, profile }) => [
        ids(followers),
        ids(follows),
        (profile as { bio?: string } | null)?.bio,
      ]),
      [
        [[2], [], undefined],
        [[], [1], 'bio'],
      ],
    )
  })
})
