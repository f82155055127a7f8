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

test('what is left stands where it stood', () => {
  const text = `generator client {\n  provider = "x"\n}\ndatasource db {\n  provider = env("P")\n  url = "y"\n}\n${model}`
  const [file] = bareSchema([{ name: 'schema.prisma', text }]).files
  assert.equal(file?.text.length, text.length)
  assert.equal(file?.text.indexOf('model Thing'), text.indexOf('model Thing'))
  assert.equal(file?.text.split('\n').length, text.split('\n').length)
})
