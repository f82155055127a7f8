import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { stageImport } from '../../../packages/generator/src/cli/import/stage-import.ts'
import {
  designImport,
  type ImportDesign,
} from '../../../packages/generator/src/import/design/index.ts'
import { printConfig, printModel } from '../../../packages/generator/src/import/print/index.ts'
import { prismaReader } from '../../../packages/generator/src/import/prisma/index.ts'
import type { SourceSchema } from '../../../packages/generator/src/import/source/index.ts'
import { hasErrors } from '../../../packages/generator/src/read/index.ts'

async function read(name: string): Promise<SourceSchema> {
  const source = join(import.meta.dirname, name)
  const { schema } = await prismaReader.open({ source, schemas: [], dialect: null, progress() {} })
  return schema
}

const nothing = { only: [], except: [], existing: [], roles: null, hasAccounts: false }
const asked = { ...nothing, access: 'none', adopt: null } as const

async function design(name: string): Promise<ImportDesign> {
  return designImport(await read(name), asked)
}

for (const name of ['hard.prisma', 'garden.prisma', 'harbour']) {
  test(`the models made of ${name} are taken by the checker`, async () => {
    const made = await design(name)
    const { diagnostics, isFine } = await stageImport([
      { path: 'cambium.config.ts', text: printConfig({ name: 'tried', roles: made.roles }) },
      ...made.entities.map((entity) => ({
        path: entity.file,
        text: printModel(entity, { adopted: false }),
      })),
    ])
    const errors = diagnostics.filter((each) => hasErrors([each]))
    assert.deepEqual(
      errors.map(({ file, line, message }) => `${file}:${line} ${message}`),
      [],
    )
    assert.ok(isFine)
  })

  test(`every column of ${name} comes, or is told of`, async () => {
    const schema = await read(name)
    const made = await design(name)
    const told = [...made.left.map(({ what }) => what), ...made.notes.map(({ what }) => what)]
    const lost = schema.tables.flatMap((table) => {
      const entity = made.entities.find(({ source }) => source.name === table.name)
      if (!entity) return []
      const kept = new Set([
        ...entity.fields.flatMap(({ column }) => column?.name ?? []),
        ...entity.extras.map(({ column }) => column),
      ])
      return table.columns
        .filter(({ name: column }) => !kept.has(column))
        .map(({ name: column }) => `${table.name}.${column}`)
    })
    assert.deepEqual(
      lost.filter((column) => !told.some((what) => what.includes(column))),
      [],
    )
  })
}

test('a relation that is stated twice under two names comes once, and is told of', async () => {
  const schema = await read('hard.prisma')
  const order = schema.tables.find(({ entity }) => entity === 'Order')
  const [first] = order?.foreignKeys ?? []
  assert.ok(first)
  order?.foreignKeys.push({ ...first, relation: 'buyer', inverse: 'bought' })
  const { entities, notes } = await designImport(schema, asked)
  const relations = entities
    .find(({ name }) => name === 'Order')
    ?.fields.filter(({ target }) => target)
  assert.deepEqual(
    relations?.map(({ name }) => name),
    ['user'],
  )
  assert.ok(notes.some(({ text }) => text === 'buyer is the same as user: one comes'))
})
