import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openSqlite, sql } from '../../database/index.ts'
import { noteInstance } from '../../migrate/index.ts'

const door = fileURLToPath(new URL('../index.ts', import.meta.url))
let folder = ''
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'cambium-migrate-'))
  write('main.ts', main('h3'))
  writeMigration('1_notes', { to: 'h1', from: null, parents: [] }, [
    'create table "notes" ("id" text primary key, "title" text)',
    'drop table "notes"',
  ])
  writeMigration('2_tags', { to: 'h2', from: 'h1', parents: ['1_notes'] }, [
    'create table "tags" ("id" text primary key)\n-- commit\n-- title: fill tags\ninsert into "tags" select "id" from "notes"',
    'drop table "tags"',
  ])
  writeMigration('3_drop', { to: 'h3', from: 'h2', parents: ['2_tags'], class: 'destructive' }, [
    'alter table "notes" rename to "_gone_1_20200101T000000"',
  ])
})
after(() => rmSync(folder, { recursive: true, force: true }))

function main(storageHash: string): string {
  return `import { defineApp, run } from '${door}'
await run(defineApp({ name: 'notes', root: new URL('.', import.meta.url), roles: [], storageHash: '${storageHash}', entities: [], routes: [] }))
`
}

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text)
}

function writeMigration(id: string, plan: object, [up, down]: [up: string, down?: string]): void {
  const path = join('migrations', id)
  mkdirSync(join(folder, path), { recursive: true })
  write(join(path, 'plan.json'), JSON.stringify(plan))
  for (const dialect of ['sqlite', 'postgres']) {
    write(join(path, `${dialect}.sql`), up)
    if (down) write(join(path, `down.${dialect}.sql`), down)
  }
}

interface Ended {
  code: number | null
  out: string
  err: string
}

function migrate(database: string, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(folder, 'main.ts'), 'migrate', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATABASE_URL: `file:./${database}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended: Ended = { code: null, out: '', err: '' }
  child.stdout.on('data', (data) => {
    ended.out += data
  })
  child.stderr.on('data', (data) => {
    ended.err += data
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ended, code })))
}

describe('migrate', () => {
  test('help names its actions and flags', async () => {
    const { out, code } = await migrate('none.db', '--help')
    assert.equal(code, 0)
    for (const word of ['status', 'down', 'purge', '--steps N', '--no-backup', '--json']) {
      assert.ok(out.includes(word), word)
    }
  })

  test('goes up, says its state, goes down and purges, in words', async () => {
    assert.equal(
      (await migrate('a.db', 'up', '--to', '2_tags')).out,
      'applied 1_notes\napplied 2_tags\n',
    )
    const db = openSqlite({ path: join(folder, 'a.db') })
    await db.run(sql`insert into "notes" values ('n', 'kept')`)
    await db.close()
    const status = await migrate('a.db', 'status')
    assert.match(
      status.out,
      /^applied {2}1_notes, 20.*Z\napplied {2}2_tags, 20.*Z\nmissing {2}3_drop\nThe tables do not have the shape of this code\n$/,
    )
    const up = await migrate('a.db')
    assert.equal(up.out, `backup ${join(folder, 'a.db')}.before-3_drop.backup\napplied 3_drop\n`)
    assert.ok(existsSync(join(folder, 'a.db.before-3_drop.backup')))
    assert.match(
      (await migrate('a.db', 'status')).out,
      /kept {5}_gone_1_20200101T000000 since 2020/,
    )
    const down = await migrate('a.db', 'down', '--yes')
    assert.equal(down.code, 3)
    assert.match(down.err, /^There is no way back from 3_drop\nIt has no down script/)
    assert.match((await migrate('a.db', 'purge')).out, /^dropped _gone_1_20200101T000000\n$/)
    assert.match((await migrate('a.db', 'purge')).out, /^Nothing was taken away more than 30 days/)
    assert.equal((await migrate('a.db')).out, 'The database is up to date\n')
  })

  test('takes nothing back that nobody confirmed, and says how to', async () => {
    await migrate('b.db', '--to', '2_tags')
    const asked = await migrate('b.db', 'down', '--steps', '2')
    assert.equal(asked.code, 3)
    assert.match(
      asked.out,
      /^would take back 2_tags\nwould take back 1_notes\nWhat was entered since into what goes is lost, where/,
    )
    assert.match(asked.err, /Nothing was taken back\n.*migrate down --steps 2 --yes\n$/)
    const taken = await migrate('b.db', 'down', '--steps', '2', '--yes')
    assert.match(taken.out, /^took back 2_tags\ntook back 1_notes\nThe tables have an older shape/)
    assert.match((await migrate('b.db', 'down', '--yes')).out, /nothing to take back/)
  })

  test('answers a program with one JSON object', async () => {
    const up = await migrate('c.db', '--json')
    assert.deepEqual(JSON.parse(up.out), {
      ok: true,
      action: 'up',
      applied: ['1_notes', '2_tags', '3_drop'],
      waiting: [],
      backups: [],
      purged: [],
    })
    const { migrations, ...status } = JSON.parse((await migrate('c.db', 'status', '--json')).out)
    assert.equal(status.isCurrent, true)
    assert.deepEqual(
      migrations.map((one: { state: string }) => one.state),
      ['applied', 'applied', 'applied'],
    )
    const refused = await migrate('c.db', 'down', '--json')
    assert.equal(refused.code, 3)
    assert.match(JSON.parse(refused.out).message, /There is no way back/)
    assert.equal((await migrate('c.db', '--jsno')).code, 2)
  })

  test('says what waits and for whom, and ends well unless the code needs it', async () => {
    const contract = { to: 'h4', from: 'h4', parents: ['4_half'], contractOf: '4_half' }
    await migrate('d.db')
    writeMigration('4_half', { to: 'h4', from: 'h3', parents: ['3_drop'] }, ['select 1'])
    writeMigration('4_half_contract', contract, ['select 1'])
    writeMigration('5_more', { to: 'h5', parents: ['4_half_contract'] }, ['select 1'])
    write('main.ts', main('h4'))
    const db = openSqlite({ path: join(folder, 'd.db') })
    await noteInstance(db, { id: 'old-instance', hash: 'h3' })
    await db.close()
    const { code, out } = await migrate('d.db')
    assert.equal(code, 0)
    assert.equal(
      out,
      'applied 4_half\nwaiting 4_half_contract: an instance runs older code (old-instance)\nwaiting 5_more: it builds on 4_half_contract\nRun migrate again when they have stopped\n',
    )
    assert.match((await migrate('d.db', 'status')).out, /serving {2}old-instance with other code/)
    write('main.ts', main('h5'))
    const needed = await migrate('d.db')
    assert.equal(needed.code, 3)
    assert.match(needed.err, /This code needs migrations that wait/)
  })
})
