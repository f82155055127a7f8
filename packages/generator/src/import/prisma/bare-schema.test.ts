import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bareSchema } from './bare-schema.ts'
import { parsePrismaSchema } from './prisma-parser.ts'

const model = 'model Thing {\n  id Int @id\n}\n'

async function read(text: string): Promise<{ provider: string | null; models: string[] }> {
  const { files, provider } = bareSchema([{ name: 'schema.prisma', text }])
  const { models } = await parsePrismaSchema(files)
  return { provider, models: models.map(({ name }) => name) }
}

test('a datasource is read with and without addresses', async () => {
  const url = '  url = env("DATABASE_URL")\n  directUrl = "x"\n  shadowDatabaseUrl = "y"\n'
  for (const more of ['', url]) {
    const text = `datasource db {\n  provider = "mysql"\n${more}}\n${model}`
    assert.deepEqual(await read(text), { provider: 'mysql', models: ['Thing'] })
  }
})

for (const [written, provider] of [
  ['"postgres"', 'postgresql'],
  ['["sqlite", "postgresql"]', 'sqlite'],
  ['env("DATABASE_PROVIDER")', 'postgresql'],
  ['"cockroachdb" // of the cluster', 'cockroachdb'],
]) {
  test(`the provider ${written} is taken for ${provider}`, async () => {
    const text = `datasource db {\n  provider = ${written}\n  relationMode = "prisma"\n}\n${model}`
    assert.deepEqual(await read(text), { provider, models: ['Thing'] })
  })
}

test('generators of any time are passed over, and views and extensions are allowed', async () => {
  const text = `generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["goneLongAgo"]
}
datasource db {
  provider   = "postgresql"
  extensions = [pgcrypto, vector(map: "v")]
}
${model}
view Seen {
  id Int @unique
}
`
  assert.deepEqual(await read(text), { provider: 'postgresql', models: ['Thing', 'Seen'] })
})

test('views are read with the keys and indexes they had in older versions', async () => {
  const text = `datasource db {
  provider = "postgresql"
}
${model}
view One {
  id Int @id @default(autoincrement()) // @id
  no Int @unique(map: "x")
}
view Two {
  a Int @id @unique
  b Int
  @@index([a], type: Hash)
  @@unique([a, b], name: "ab", map: "cd")
}
view Three {
  a Int
  b Int
  @@id([a(sort: Desc), b])
}
`
  const { files } = bareSchema([{ name: 'schema.prisma', text }])
  const { models, indexes } = await parsePrismaSchema(files)
  assert.deepEqual(
    models.map(({ name }) => name),
    ['Thing', 'One', 'Two', 'Three'],
  )
  assert.deepEqual(
    indexes.map((index) => [index.model, index.type, index.fields.map(({ name }) => name).join()]),
    [
      ['Thing', 'id', 'id'],
      ['One', 'unique', 'id'],
      ['One', 'unique', 'no'],
      ['Two', 'unique', 'a'],
      ['Two', 'unique', 'a,b'],
      ['Three', 'unique', 'a,b'],
    ],
  )
})

test('lines are left where they stood', () => {
  const text = `generator client {\n  provider = "x"\n}\ndatasource db {\n  provider = env("P")\n  url = "y"\n}\n${model}`
  const [file] = bareSchema([{ name: 'schema.prisma', text }]).files
  const lines = file?.text.split('\n') ?? []
  assert.equal(lines.length, text.split('\n').length)
  assert.equal(lines.indexOf('model Thing {'), text.split('\n').indexOf('model Thing {'))
})
