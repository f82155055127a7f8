import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from '../sql.ts'
import { openSqlite } from './index.ts'

const megabyte = 1_048_576

test('the log begins anew while others keep writing, and loses nothing', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'cambium-log-')), 'app.db')
  const db = openSqlite({ path })
  await db.script('create table "notes" ("id" text primary key, "text" text) without rowid')
  const text = 'x'.repeat(1_500)
  const writers = 50
  const each = 500
  let largest = 0
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let at = 0; at < each; at++) {
        await db.run(sql`insert into "notes" values (${randomUUID()}, ${text})`)
        if (at % 50 === 0) largest = Math.max(largest, statSync(`${path}-wal`).size)
      }
    }),
  )
  const bytes = statSync(path).size
  assert.equal(await db.count(sql`select count(*) from "notes"`), writers * each)
  await db.close()
  assert.ok(bytes > 20 * megabyte, 'the file grows while they write')
  // A log that never began anew would have come to 300 MB.
  assert.ok(largest < 150 * megabyte, `the log grew to ${Math.round(largest / megabyte)} MB`)
})
