import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { SourceColumn, SourceSchema, SourceTable } from '../source/index.ts'
import { prismaReader } from './index.ts'

const fixtures = join(import.meta.dirname, '../../../../../test/import/prisma')

async function open(source: string): Promise<SourceSchema> {
  const quiet = { schemas: [], dialect: null, progress: () => {} }
  const { schema, rows, close } = await prismaReader.open({ source, ...quiet })
  await close()
  assert.equal(rows, null)
  return schema
}

/** Reads files that are gone afterwards. */
async function openFiles(files: { [path: string]: string }): Promise<SourceSchema> {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-prisma-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    assert.ok(prismaReader.detects(folder))
    return await open(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function table({ tables }: SourceSchema, entity: string): SourceTable {
  return tables.find((each) => each.entity === entity) ?? assert.fail(`no ${entity}`)
}

function column(found: SourceTable, field: string): SourceColumn {
  return found.columns.find((each) => each.field === field) ?? assert.fail(`no ${field}`)
}

test('the hard schema: names, documentation and what is left', async () => {
  const schema = await open(join(fixtures, 'hard.prisma'))
  assert.equal(schema.label, 'the Prisma schema hard.prisma')
  assert.equal(schema.dialect, 'postgres')
  const names = schema.tables.map(({ entity, schema: of, name, kind }) => [entity, of, name, kind])
  assert.deepEqual(names, [
    ['User', 'people', 'users', 'table'],
    ['Profile', 'people', 'Profile', 'table'],
    ['Article', 'shop', 'articles', 'table'],
    ['Tag', 'shop', 'Tag', 'table'],
    ['Comment', 'shop', 'Comment', 'table'],
    ['Order', 'shop', 'orders', 'table'],
    ['Line', 'shop', 'Line', 'table'],
    ['Shipment', 'shop', 'Shipment', 'table'],
    ['BestSeller', 'shop', 'best_sellers', 'view'],
  ])
  const user = table(schema, 'User')
  assert.equal(user.doc, 'Whoever signs in.\nOn two lines.')
  assert.equal(column(user, 'email').doc, 'How to reach them.')
  assert.equal(column(user, 'name').doc, 'Given and family name.')
  assert.equal(column(user, 'name').name, 'full_name')
  assert.equal(column(user, 'password').doc, null)
  assert.deepEqual(
    schema.left.map(({ what }) => what),
    ['model Audit', 'model User, field legacy', 'model User, field document'],
  )
})

test('the hard schema: types and defaults', async () => {
  const schema = await open(join(fixtures, 'hard.prisma'))
  const user = table(schema, 'User')
  const article = table(schema, 'Article')
  const said = (of: SourceTable, field: string): unknown[] => {
    const { type, native, nullable, default: otherwise } = column(of, field)
    return [type, native, nullable, otherwise]
  }
  const role = { kind: 'choice', name: 'user_role', values: ['customer', 'shop-keeper'] }
  const literal = (value: unknown): unknown => ({ kind: 'literal', value })
  const expected: [SourceTable, string, unknown[]][] = [
    [user, 'id', [{ kind: 'text', max: null }, 'String', false, { kind: 'shortId' }]],
    [user, 'email', [{ kind: 'text', max: 320 }, 'String @db.VarChar(320)', false, null]],
    [user, 'role', [role, 'Role', false, literal('shop-keeper')]],
    [
      user,
      'roles',
      [{ kind: 'list', of: role }, 'Role[]', false, literal(['customer', 'shop-keeper'])],
    ],
    [user, 'scores', [{ kind: 'list', of: { kind: 'real' } }, 'Float[]', false, literal([])]],
    [
      user,
      'settings',
      [{ kind: 'json' }, 'Json', false, literal({ theme: 'dark', links: ['https://a.test//b'] })],
    ],
    [user, 'avatar', [{ kind: 'bytes' }, 'Bytes?', true, null]],
    [user, 'bornOn', [{ kind: 'date' }, 'DateTime? @db.Date', true, null]],
    [user, 'wakesAt', [{ kind: 'time' }, 'DateTime? @db.Time(0)', true, null]],
    [
      user,
      'lastSeenAt',
      [{ kind: 'instant', zoned: true }, 'DateTime? @db.Timestamptz(3)', true, null],
    ],
    [user, 'lastIp', [{ kind: 'other' }, 'String? @db.Inet', true, null]],
    [user, 'location', [{ kind: 'other' }, 'Unsupported("geography(Point, 4326)")', true, null]],
    [user, 'updatedAt', [{ kind: 'instant', zoned: false }, 'DateTime', false, { kind: 'now' }]],
    [article, 'id', [{ kind: 'integer', bits: 32 }, 'Int', false, { kind: 'counter' }]],
    [article, 'wordCount', [{ kind: 'integer', bits: 16 }, 'Int @db.SmallInt', false, literal(0)]],
    [
      article,
      'rating',
      [
        { kind: 'decimal', precision: 3, scale: 2 },
        'Decimal @db.Decimal(3, 2)',
        false,
        literal('1.5'),
      ],
    ],
    [
      article,
      'views',
      [{ kind: 'integer', bits: 64 }, 'BigInt', false, literal('9007199254740993')],
    ],
    [
      article,
      'price',
      [{ kind: 'decimal', precision: 19, scale: 2 }, 'Decimal? @db.Money', true, null],
    ],
    [article, 'publicUid', [{ kind: 'uuid' }, 'String @db.Uuid', false, { kind: 'uuid' }]],
    [article, 'shortUid', [{ kind: 'text', max: null }, 'String', false, { kind: 'shortId' }]],
    [
      article,
      'country',
      [{ kind: 'text', max: 2, padded: true }, 'String? @db.Char(2)', true, null],
    ],
    [
      article,
      'startsAt',
      [{ kind: 'instant', zoned: false }, 'DateTime', false, literal('2024-02-29T10:30:00.000Z')],
    ],
    [
      article,
      'publishedAt',
      [{ kind: 'instant', zoned: false }, 'DateTime', false, { kind: 'now' }],
    ],
  ]
  for (const [of, field, words] of expected) assert.deepEqual(said(of, field), words, field)
  assert.deepEqual(column(article, 'token').default, {
    kind: 'sql',
    sql: "encode(gen_random_bytes(8), 'hex')",
  })
  assert.equal(column(user, 'updatedAt').isUpdateTime, true)
  assert.equal(column(user, 'createdAt').isUpdateTime, false)
})

test('the hard schema: keys and foreign keys', async () => {
  const schema = await open(join(fixtures, 'hard.prisma'))
  assert.deepEqual(table(schema, 'Line').primaryKey, ['tenant', 'order', 'position'])
  assert.deepEqual(table(schema, 'Profile').primaryKey, ['user_id'])
  assert.deepEqual(table(schema, 'BestSeller').primaryKey, [])
  assert.deepEqual(table(schema, 'Article').uniques, [
    { name: null, columns: ['slug'] },
    { name: null, columns: ['writerId', 'title'] },
  ])
  const keys = schema.tables.flatMap(({ entity, foreignKeys }) =>
    foreignKeys.map(({ relation, inverse, columns, target, targetColumns, onDelete }) => [
      `${entity}.${relation}`,
      columns,
      target.name,
      targetColumns,
      inverse,
      onDelete,
    ]),
  )
  assert.deepEqual(keys, [
    ['User.manager', ['manager_id'], 'users', ['id'], 'reports', 'setNull'],
    ['Profile.user', ['user_id'], 'users', ['id'], 'profile', 'cascade'],
    ['Article.writer', ['writerId'], 'users', ['id'], 'written', 'cascade'],
    ['Article.reviewer', ['reviewerId'], 'users', ['id'], 'reviewed', 'setNull'],
    ['Comment.article', ['articleSlug'], 'articles', ['slug'], 'comments', 'noAction'],
    ['Comment.parent', ['parentId'], 'Comment', ['id'], 'replies', 'cascade'],
    ['Order.user', ['userId'], 'users', ['id'], 'orders', 'restrict'],
    ['Line.of', ['tenant', 'order'], 'orders', ['tenant', 'number'], 'lines', 'cascade'],
    ['Shipment.of', ['tenant', 'order'], 'orders', ['tenant', 'number'], 'shipment', 'setNull'],
  ])
})

test('the hard schema: join tables as Prisma makes them', async () => {
  const schema = await open(join(fixtures, 'hard.prisma'))
  const links = schema.tables.flatMap(({ entity, links: own }) =>
    own.map(({ relation, inverse, target, through, sourceColumn, targetColumn }) => [
      `${entity}.${relation}`,
      inverse,
      target.name,
      through.name,
      sourceColumn,
      targetColumn,
    ]),
  )
  assert.deepEqual(links, [
    // of the two fields of one model the first by name stands in column A
    ['User.followedBy', 'following', 'users', '_Follows', 'A', 'B'],
    ['Article.likedBy', 'liked', 'users', '_ArticleToUser', 'A', 'B'],
    ['Article.tags', 'articles', 'Tag', '_ArticleToTag', 'A', 'B'],
    ['Article.topics', 'inTopics', 'Tag', '_Topics', 'A', 'B'],
  ])
})

test('the hard schema: indexes, as statements where the model cannot say them', async () => {
  const schema = await open(join(fixtures, 'hard.prisma'))
  const indexes = table(schema, 'User').indexes.map(({ name, method, columns, sql }) => [
    name,
    method,
    columns.map((each) => `${each.name}${each.descending ? ' desc' : ''}`),
    sql,
  ])
  assert.deepEqual(indexes, [
    ['users_by_name', 'btree', ['full_name desc', 'created_at'], null],
    [
      null,
      'gin',
      ['settings'],
      'create index "users_settings_idx" on "users" using gin ("settings" jsonb_path_ops)',
    ],
    [
      null,
      'btree',
      ['handle'],
      'create index "users_handle_idx" on "users" using btree ("handle" citext_pattern_ops)',
    ],
    [null, 'brin', ['lastSeenAt'], null],
  ])
})

test('MongoDB: composite types are JSON, lists of ids many-to-many', async () => {
  const schema = await openFiles({
    'schema.prisma': `datasource db {
  provider = "mongodb"
  url      = env("DATABASE_URL")
}
type Address {
  street String
}
model Shop {
  id      String    @id @default(auto()) @map("_id") @db.ObjectId
  address Address
  past    Address[]
  opened  DateTime  @db.Date
  tagIds  String[]  @db.ObjectId
  tags    Tag[]     @relation(fields: [tagIds], references: [id])
  @@index([address.street])
}
model Tag {
  id      String   @id @default(auto()) @map("_id") @db.ObjectId
  shopIds String[] @db.ObjectId
  shops   Shop[]   @relation(fields: [shopIds], references: [id])
}
`,
  })
  const shop = table(schema, 'Shop')
  assert.equal(schema.dialect, null)
  assert.deepEqual(
    shop.columns.map(({ name, type }) => [name, type.kind]),
    [
      ['_id', 'text'],
      ['address', 'json'],
      ['past', 'json'],
      ['opened', 'instant'],
    ],
  )
  assert.deepEqual(column(shop, 'id').default, { kind: 'shortId' })
  assert.deepEqual(shop.links[0]?.target, { schema: null, name: 'Tag' })
  assert.deepEqual(shop.indexes[0]?.columns, [
    { name: null, expression: 'address.street', descending: false },
  ])
  assert.equal(schema.left.length, 4)
  assert.match(schema.left[0]?.reason ?? '', /composite type Address .* comes as JSON/)
})

test('MySQL, SQL Server, CockroachDB and SQLite by their own types', async () => {
  const read = async (provider: string, fields: string): Promise<SourceTable> => {
    const text = `datasource db {\n  provider = "${provider}"\n}\nmodel T {\n  id Int @id\n${fields}}\n`
    return table(await openFiles({ 'schema.prisma': text }), 'T')
  }
  const types = ({ columns }: SourceTable): unknown[] => columns.slice(1).map(({ type }) => type)
  const mysql = await read(
    'mysql',
    'a String\n b String @db.LongText\n c Int @db.UnsignedInt\n d Int @db.Year\n e Boolean @db.TinyInt\n',
  )
  assert.deepEqual(types(mysql), [
    { kind: 'text', max: 191 },
    { kind: 'text', max: null },
    { kind: 'integer', bits: 64 },
    { kind: 'integer', bits: 16 },
    { kind: 'boolean' },
  ])
  const server = await read(
    'sqlserver',
    'a String @db.UniqueIdentifier\n b String @db.NVarChar(Max)\n c Float @db.Money\n d DateTime @db.DateTimeOffset\n',
  )
  assert.deepEqual(types(server), [
    { kind: 'uuid' },
    { kind: 'text', max: null },
    { kind: 'decimal', precision: 19, scale: 2 },
    { kind: 'instant', zoned: true },
  ])
  const cockroach = await read(
    'cockroachdb',
    'a BigInt @default(sequence())\n b String @db.String(9)\n c Int @db.Int2\n',
  )
  assert.deepEqual(types(cockroach), [
    { kind: 'integer', bits: 64 },
    { kind: 'text', max: 9 },
    { kind: 'integer', bits: 16 },
  ])
  assert.deepEqual(column(cockroach, 'a').default, { kind: 'counter' })
  const sqlite = await read('sqlite', 'a String @default(uuid(7))\n b Decimal\n c Json?\n')
  assert.deepEqual(column(sqlite, 'a').default, { kind: 'uuid' })
  assert.deepEqual(column(sqlite, 'b').type, { kind: 'decimal', precision: null, scale: null })
})

test('the files of a folder are one schema, wherever its datasource stands', async () => {
  const schema = await openFiles({
    'package.json': '{}',
    'node_modules/other/schema.prisma': 'model Other {\n',
    'prisma/schema/main.prisma': 'datasource db {\r\n  provider = "mysql"\r\n}\r\n',
    'prisma/schema/shop/item.prisma':
      'model Item {\n  id Int @id\n  ofId Int\n  of Box @relation(fields: [ofId], references: [id])\n}\n',
    'prisma/schema/shop/box.prisma': 'model Box {\n  id Int @id\n  items Item[]\n}\n',
  })
  assert.deepEqual(schema.tables.map(({ entity }) => entity).toSorted(), ['Box', 'Item'])
  assert.equal(table(schema, 'Item').foreignKeys[0]?.target.name, 'Box')
})

test('without a datasource the provider is told by the native types', async () => {
  const schema = await openFiles({
    'schema.prisma': 'model T {\n  id Int @id\n  a Int @db.UnsignedInt\n}\n',
  })
  assert.equal(schema.dialect, null)
  assert.deepEqual(column(table(schema, 'T'), 'a').type, { kind: 'integer', bits: 64 })
})

test('a text that is filled with UUIDs is one, but for keys and both ends of relations', async () => {
  const schema = await openFiles({
    'schema.prisma':
      'datasource db {\n  provider = "mysql"\n}\nmodel T {\n  id String @id @default(uuid())\n  a String @unique @default(uuid()) @db.Char(36)\n  b String @unique @default(uuid())\n  cs C[]\n}\nmodel C {\n  id Int @id\n  tB String @default(uuid())\n  t T @relation(fields: [tB], references: [b])\n}\n',
  })
  const kinds = (entity: string): string[] =>
    table(schema, entity).columns.map(({ type }) => type.kind)
  assert.deepEqual(kinds('T'), ['text', 'uuid', 'text'])
  assert.deepEqual(kinds('C'), ['integer', 'text'])
})

test('partial indexes keep their condition, and unique ones are no uniques', async () => {
  const schema = await openFiles({
    'schema.prisma':
      'datasource db {\n  provider = "postgresql"\n}\nmodel T {\n  id Int @id\n  a Int\n  b Boolean @unique(where: { a: 1 })\n  @@unique([a, b(sort: Desc)], where: raw("a > 0 and b"))\n}\n',
  })
  assert.deepEqual(table(schema, 'T').uniques, [])
  const [one, two] = table(schema, 'T').indexes
  assert.deepEqual([one?.unique, one?.where, one?.sql], [true, '{ a: 1 }', null])
  const sql = 'create unique index "T_a_b_idx" on "T" using btree ("a", "b" desc) where a > 0 and b'
  assert.deepEqual([two?.unique, two?.where, two?.sql], [true, 'a > 0 and b', sql])
})

test('what is no schema is not taken for one', async () => {
  assert.equal(prismaReader.detects(join(import.meta.dirname, 'index.ts')), false)
  assert.equal(prismaReader.detects('postgres://localhost/shop'), false)
  assert.equal(prismaReader.detects('somewhere/schema.prisma'), true)
  await assert.rejects(open('nowhere/schema.prisma'), {
    name: 'ImportError',
    message: /no file or folder/,
  })
})

test('schemas of the size of a product are read whole', async () => {
  const counts = async (name: string): Promise<number[]> => {
    const { tables, left } = await open(join(fixtures, name))
    const sum = (of: (table: SourceTable) => unknown[]): number =>
      tables.reduce((count, each) => count + of(each).length, 0)
    return [
      tables.length,
      sum(({ columns }) => columns),
      sum(({ foreignKeys }) => foreignKeys),
      sum(({ links }) => links),
      left.length,
    ]
  }
  assert.deepEqual(await counts('garden.prisma'), [50, 251, 57, 8, 1])
  assert.deepEqual(await counts('harbour'), [27, 137, 33, 2, 0])
})
