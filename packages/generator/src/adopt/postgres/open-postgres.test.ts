import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import type { SourceSchema } from '../../import/source/index.ts'
import { sourceColumn, sourceSchema, sourceTable } from '../../import/testing/index.ts'
import type { AskedRow } from './ask.ts'
import { lookAt } from './open-postgres.ts'

async function looked(script: string, schema: SourceSchema): ReturnType<typeof lookAt> {
  const db = await PGlite.create()
  try {
    await db.exec(script)
    await db.exec('begin')
    return await lookAt(async (text) => (await db.query<AskedRow>(text)).rows, schema)
  } finally {
    await db.close()
  }
}

test('a database without tables is looked at all the same', async () => {
  const { schema } = await looked('', sourceSchema([]))
  assert.deepEqual(schema.tables, [])
})

test('a view whose rows cannot be read stays behind, and the others are looked at', async () => {
  const number = sourceColumn('n', { kind: 'integer', bits: 32 })
  const view = (name: string) => sourceTable(name, [number], { schema: 'public', kind: 'view' })
  const { schema } = await looked(
    `create materialized view totals as select 1 as n with no data;
     create view broken as select 1 / 0 as n;
     create view whole as select 1 as n`,
    sourceSchema([view('totals'), view('broken'), view('whole')]),
  )
  assert.deepEqual(
    schema.tables.map(({ name, primaryKey }) => [name, primaryKey]),
    [['whole', ['n']]],
  )
  assert.deepEqual(
    schema.left.map(({ what, reason }) => [
      what,
      reason.replace(/^its rows could not be looked at: /, ''),
    ]),
    [
      ['view totals', 'materialized view "totals" has not been populated'],
      ['view broken', 'division by zero'],
    ],
  )
})
