import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { examineDatabase } from './examine-server.ts'

const project = mkdtempSync(join(tmpdir(), 'cambium-doctor-'))
after(() => rmSync(project, { recursive: true, force: true }))

test('between the halves of a gradual change older and newer models both have their tables', () => {
  mkdirSync(join(project, 'data'))
  const db = new DatabaseSync(join(project, 'data/app.db'))
  db.exec(`create table "cambium_schema" ("hash" text);
    create table "cambium_migrations" ("id" text);
    insert into "cambium_schema" values ('older'), ('newer')`)
  db.close()
  const examined = (storage: string) =>
    JSON.stringify(examineDatabase(project, { databaseUrl: 'file:./data/app.db', storage }))
  assert.match(examined('older'), /has the tables of the models/)
  assert.match(examined('newer'), /has the tables of the models/)
  assert.match(examined('another'), /has other tables than the models/)
})
