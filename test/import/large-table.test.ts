import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { triedPostgres } from './tried-postgres.ts'

const rows = 300_000
const folder = mkdtempSync(join(tmpdir(), 'cambium-import-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Reads every row of every table in a process whose memory holds a small part of them, and prints how many there were. */
function readInSmallProcess(kind: 'sqlite' | 'postgres', source: string): number {
  const reader = new URL(`../../packages/generator/src/import/${kind}/index.ts`, import.meta.url)
    .href
  const program = `
    const { ${kind}Reader: reader } = await import(${JSON.stringify(reader)})
    const source = await reader.open({ source: ${JSON.stringify(source)}, schemas: [], dialect: null, progress() {} })
    let n = 0
    for (const table of source.schema.tables) {
      for await (const batch of source.rows.read(table, { after: null, size: 1000 })) n += batch.rows.length
    }
    await source.close()
    console.log(n)`
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=40', '--input-type=module', '--eval', program],
    { encoding: 'utf8', timeout: 120_000 },
  )
  assert.match(stdout, /^\d+\n$/, stderr.slice(0, 2000))
  return Number(stdout)
}

test('a large SQLite table is read in a small part of the memory that its rows would take', () => {
  const file = join(folder, 'large.db')
  const db = new DatabaseSync(file)
  db.exec(`create table large (id integer primary key, text text not null);
    insert into large with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
    select i, 'row ' || i || ' ' || hex(zeroblob(100)) from n`)
  db.close()
  assert.equal(readInSmallProcess('sqlite', file), rows)
})

const [, server] = triedPostgres()
if (server) {
  test('a large table of a server is read in a small part of the memory that its rows would take', async () => {
    const filled = await server.fill([
      `create table large (id integer primary key, text text not null);
       insert into large select i, 'row ' || i || ' ' || repeat('x', 200) from generate_series(1, ${rows}) i`,
    ])
    assert.ok(filled.address)
    assert.equal(readInSmallProcess('postgres', filled.address), rows)
    await filled.remove()
  })
}
