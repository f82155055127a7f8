import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { hardScript, type SampleName, sampleScript, sampleTables } from './index.ts'

const names: SampleName[] = ['rental', 'music', 'trading']
const rows = 300

for (const name of names) {
  test(`the sample ${name} can be made in SQLite, with as many rows as it says`, () => {
    const db = new DatabaseSync(':memory:')
    for (const piece of sampleScript({ name, dialect: 'sqlite', rows })) db.exec(piece)
    for (const table of sampleTables({ name, dialect: 'sqlite' })) {
      const found = db.prepare(`select count(*) as n from "${table.name}"`).get()
      assert.equal(found?.n, table.count(rows), table.name)
    }
    assert.deepEqual(db.prepare('pragma foreign_key_check').all(), [])
    db.close()
  })

  test(`the sample ${name} can be made in PostgreSQL, with as many rows as it says`, async () => {
    const db = await PGlite.create()
    for (const piece of sampleScript({ name, dialect: 'postgres', rows })) await db.exec(piece)
    for (const table of sampleTables({ name, dialect: 'postgres' })) {
      const found = await db.query<{ n: number }>(`select count(*) as n from "${table.name}"`)
      assert.equal(found.rows[0]?.n, table.count(rows), table.name)
    }
    await db.close()
  })
}

test('the database of hard cases can be made in both databases', async () => {
  const sqlite = new DatabaseSync(':memory:', {
    enableForeignKeyConstraints: false,
    enableDoubleQuotedStringLiterals: true,
  })
  sqlite.exec(hardScript('sqlite'))
  sqlite.close()
  const postgres = await PGlite.create()
  await postgres.exec(hardScript('postgres'))
  await postgres.close()
})
