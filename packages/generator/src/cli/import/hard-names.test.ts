import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { SourceTable } from '../../import/index.ts'
import {
  countedId,
  randomSchemas,
  sourceColumn,
  sourceReference,
  sourceSchema,
  sourceTable,
  sourceTypes,
} from '../../import/testing/index.ts'
import { createImportSample, type ImportSample, tableReader } from './fixture/index.ts'

const bin = join(import.meta.dirname, '../../../../../node_modules/.bin')
const { integer, text } = sourceTypes

/** Names that JavaScript, TypeScript, SQL, GraphQL, REST or Cambium has another use for. */
const names = [
  ...[
    'Object',
    'Promise',
    'Record',
    'Map',
    'Date',
    'Error',
    'Function',
    'Array',
    'String',
    'Symbol',
    'Number',
  ],
  ...[
    'class',
    'default',
    'new',
    'delete',
    'type',
    'select',
    'group',
    'table',
    'query',
    'mutation',
    'constructor',
  ],
  ...[
    'a',
    'b',
    'x',
    'file',
    'files',
    'uploads',
    'event',
    'job',
    'mail',
    'function',
    'workflow',
    'app',
    'model',
  ],
  ...[
    'caller',
    'db',
    'input',
    'request',
    'reply',
    'server',
    'sql',
    'values',
    'news',
    'staff',
    'data',
    'series',
  ],
  ...[
    'first name',
    'Größe',
    '2fa',
    '$$$',
    'HTTPServer',
    'order',
    'order_row',
    'order_create',
    'user',
    'users',
  ],
  'a_name_of_seventy_characters_that_no_database_would_take_as_it_stands_x',
]

function hardTable(name: string, at: number): SourceTable {
  const columns = names.map((column) => sourceColumn(column, text, { nullable: true }))
  const target = names[(at + 1) % names.length] ?? 'a'
  return sourceTable(
    name,
    [
      countedId,
      ...(at === 0 ? columns : []),
      sourceColumn('next_one', integer, { nullable: true }),
    ],
    {
      foreignKeys: [sourceReference(['next_one'], target)],
      checks: at === 0 ? [{ name: "it's", sql: 'length("a") < 5' }] : [],
    },
  )
}

function problemsOf(folder: string): string {
  const tsc = spawnSync(join(bin, 'tsc'), ['-p', '.'], { cwd: folder, encoding: 'utf8' })
  const biome = spawnSync(join(bin, 'biome'), ['check', '--max-diagnostics=20'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const errors = biome.status === 0 ? '' : `${biome.stdout}${biome.stderr}`
  return `${tsc.stdout}${errors}`.slice(0, 6_000)
}

describe('a project made of names that others use', () => {
  let sample: ImportSample
  before(() => {
    sample = createImportSample()
  })
  after(() => sample.remove())

  test('passes the compiler and the linter, and its models are laid out as the formatter does', async () => {
    const reader = tableReader(sourceSchema(names.map(hardTable)), {})
    const { code, out, err } = await sample.run(reader, { name: 'hard' })
    assert.equal(code, 0, out + err)
    assert.equal(problemsOf(join(sample.folder, 'hard')), '')
  })

  for (const [at, schema] of fc.sample(randomSchemas, { numRuns: 2, seed: 7 }).entries()) {
    test(`so does a random one (${at + 1})`, async () => {
      const { code, out, err } = await sample.run(tableReader(schema, {}), {
        name: `random-${at}`,
        withRows: false,
      })
      assert.equal(code, 0, out + err)
      assert.equal(problemsOf(join(sample.folder, `random-${at}`)), '')
    })
  }
})
