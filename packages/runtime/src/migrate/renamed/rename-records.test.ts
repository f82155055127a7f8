import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Database, raw, sql } from '../../database/index.ts'
import { newFolder, triedDatabases, writeMigration } from '../fixture/index.ts'
import { migrate, migrateDown } from '../index.ts'

const swap = [
  { from: 'Order', to: 'Purchase', fields: { bill: 'invoice', invoice: 'bill' } },
  { from: 'Purchase', to: 'Order' },
  { from: 'Note', to: 'Note', fields: { scan: 'picture' } },
]

for (const { name, open } of triedDatabases()) {
  describe(`what is kept of records on ${name}`, () => {
    test('follows the names of the model, there and back', async () => {
      const folder = newFolder()
      const db = await open()
      try {
        writeMigration(folder, '1_create', { to: 'h1', sql: '' })
        await migrate(db, { folder })
        await fill(db)
        const before = await kept(db)
        writeMigration(folder, '2_rename', {
          from: 'h1',
          to: 'h1',
          parents: ['1_create'],
          sql: '',
          down: 'select 1',
          renamed: swap,
        })
        await migrate(db, { folder })
        assert.deepEqual(await kept(db), {
          acl: ['Order 1 bob', 'Purchase 1 ann', 'Thing 1 ann'],
          history: ['Order', 'Purchase'],
          files: ['Note.picture', 'Order.scan', 'Purchase.bill', 'Purchase.invoice'],
        })
        await migrateDown(db, { folder, steps: 1 })
        assert.deepEqual(await kept(db), before)
      } finally {
        await db.close()
      }
    })
  })
}

async function fill(db: Database): Promise<void> {
  for (const [entity, subject] of [
    ['Order', 'ann'],
    ['Purchase', 'bob'],
    ['Thing', 'ann'],
  ] as const) {
    await db.run(sql`
      insert into "cambium_acl" ("entity", "record_id", "subject", "right")
      values (${entity}, '1', ${subject}, 'read')
    `)
  }
  const at = '2026-11-20T10:00:00.000Z'
  for (const entity of ['Order', 'Purchase']) {
    await db.run(sql`
      insert into "cambium_history" ("id", "entity", "record_id", "operation", "at", "changes")
      values (${entity}, ${entity}, '1', 'create', ${at}, '{}')
    `)
  }
  for (const [entity, field] of [
    ['Order', 'bill'],
    ['Order', 'invoice'],
    ['Purchase', 'scan'],
    ['Note', 'scan'],
  ] as const) {
    await db.run(sql`
      insert into "cambium_files" ("id", "key", "name", "type", "size", "tenant", "state", "entity", "field", "created_at")
      values (${`${entity}.${field}`}, 'k', 'n', 't', 1, '', 'kept', ${entity}, ${field}, ${at})
    `)
  }
}

async function kept(db: Database): Promise<object> {
  const texts = async (query: string): Promise<string[]> =>
    (await db.all<{ text: string }>(raw(query))).map(({ text }) => text).sort()
  return {
    acl: await texts(
      `select "entity" || ' ' || "record_id" || ' ' || "subject" as "text" from "cambium_acl"`,
    ),
    history: await texts('select "entity" as "text" from "cambium_history"'),
    files: await texts(`select "entity" || '.' || "field" as "text" from "cambium_files"`),
  }
}
