import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ImportError } from '../source/index.ts'
import { parsePrismaSchema } from './prisma-parser.ts'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'

test('the parser answers models, enums and indexes in the form that is read here', async () => {
  const text = `${datasource}
/// A thing.
model Thing {
  id    Int     @id @default(autoincrement())
  name  String? @unique(map: "by_name") @map("label") @db.VarChar(20)
  kind  Kind    @default(BIG)
  owner Thing?  @relation("Owns", fields: [id], references: [id], onDelete: Cascade, onUpdate: Cascade)
  owned Thing?  @relation("Owns")
  @@map("things")
}
enum Kind {
  BIG @map("big")
}
`
  const { models, enums, indexes, types } = await parsePrismaSchema([{ name: 'a.prisma', text }])
  assert.deepEqual(types, [])
  assert.deepEqual(
    enums.map(({ name, dbName, values }) => [name, dbName, values]),
    [['Kind', null, [{ name: 'BIG', dbName: 'big' }]]],
  )
  const [thing] = models
  assert.equal(thing?.dbName, 'things')
  assert.equal(thing?.documentation, 'A thing.')
  const [id, name, kind, owner] = thing?.fields ?? []
  assert.deepEqual(id?.default, { name: 'autoincrement', args: [] })
  assert.deepEqual([name?.dbName, name?.nativeType], ['label', ['VarChar', ['20']]])
  assert.deepEqual([kind?.kind, kind?.default], ['enum', 'BIG'])
  assert.deepEqual(
    [owner?.relationName, owner?.relationFromFields, owner?.relationOnDelete],
    ['Owns', ['id'], 'Cascade'],
  )
  assert.deepEqual(
    indexes.map((index) => [index.type, index.dbName, index.fields.map((field) => field.name)]),
    [
      ['id', undefined, ['id']],
      ['unique', 'by_name', ['name']],
    ],
  )
})

test('errors are shown with their file, line and text', async () => {
  const files = [
    { name: 'schema.prisma', text: datasource },
    {
      name: 'models/user.prisma',
      text: 'model Üser {\n  id Int @id // 😀 a comment\n  é Foo\n}\n',
    },
    { name: 'models/post.prisma', text: 'model Post {\n  id Nope @id\n}\n' },
  ]
  await assert.rejects(parsePrismaSchema(files), (error) => {
    assert.ok(error instanceof ImportError)
    assert.match(error.message, /finds 2 errors in the schema:/)
    assert.match(error.message, /models\/user\.prisma:3: Type "Foo" is neither.*\n {4}é Foo/)
    assert.match(error.message, /models\/post\.prisma:2: Type "Nope" is neither.*\n {4}id Nope @id/)
    assert.match(error.hint ?? '', /prisma validate/)
    return true
  })
})

test('one file of several is answered with where the others may be', async () => {
  const text = `${datasource}model Post {\n  id Int @id\n  by User @relation(fields: [id], references: [id])\n}\n`
  await assert.rejects(parsePrismaSchema([{ name: 'schema.prisma', text }]), {
    name: 'ImportError',
    hint: /name their folder/,
  })
})

test('of many errors the first are shown', async () => {
  const models = Array.from({ length: 30 }, (_, at) => `model M${at} {\n  id Nope @id\n}\n`)
  const files = [{ name: 'schema.prisma', text: datasource + models.join('') }]
  await assert.rejects(parsePrismaSchema(files), (error) => {
    assert.ok(error instanceof ImportError)
    assert.match(error.message, /finds 30 errors/)
    assert.match(error.message, /and 10 more$/)
    return true
  })
})
