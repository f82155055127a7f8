import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from '../sql.ts'
import { openSqlite } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'cambium-view-'))
const path = join(folder, 'app.db')
const database = openSqlite({ path })
await database.script('create table "things" ("id" integer primary key)')

after(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const count = () => database.count(sql`select count(*) from "things"`)
const add = (id: number) => database.run(sql`insert into "things" ("id") values (${id})`)

describe('the reads of one turn', () => {
  test('see what this process committed meanwhile', async () => {
    await nextTurn()
    assert.deepEqual([await count(), await count()], [0, 0])
    await add(1)
    assert.equal(await count(), 1)
    assert.deepEqual(await Promise.all([count(), add(2).then(count), count()]), [1, 2, 1])
    await database.script('delete from "things"')
    assert.equal(await count(), 0)
  })

  test('agree with one another, and the next turn sees what another process committed', async () => {
    const other = new DatabaseSync(path)
    await nextTurn()
    assert.deepEqual([await count(), await count()], [0, 0])
    other.exec('insert into "things" ("id") values (7)')
    assert.equal(await count(), 0)
    await nextTurn()
    assert.equal(await count(), 1)
    other.close()
  })

  test('hold no lock once the turn is over', async () => {
    await Promise.all([count(), count(), count()])
    await nextTurn()
    await nextTurn()
    const other = new DatabaseSync(path)
    const [result] = other.prepare('pragma wal_checkpoint(truncate)').all()
    assert.equal(result?.busy, 0)
    other.close()
  })
})
