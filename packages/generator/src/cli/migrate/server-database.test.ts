import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Client } from 'pg'
import { migrationHash } from '../../project/index.ts'
import { createSample } from '../fixture/index.ts'

const server = process.env.CAMBIUM_TEST_POSTGRES_URL

describe('migrations on a PostgreSQL server', { skip: server === undefined }, () => {
  const sample = createSample()
  let client: Client

  before(async () => {
    const { default: driver } = await import('pg')
    client = new driver.Client({ connectionString: server })
    await client.connect()
    await client.query('create schema migrate_cli; set search_path = migrate_cli')
    const address = new URL(server ?? '')
    address.searchParams.set('options', '-c search_path=migrate_cli')
    sample.put('.env', `AUTH_SECRET=${'x'.repeat(32)}\nDATABASE_URL=${address.href}\n`)
    sample.putModel('\n    phone: text({ index: true }),')
    cambium('generate')
  })
  after(async () => {
    await client.query('drop schema migrate_cli cascade')
    await client.end()
    sample.remove()
  })

  function cambium(...args: string[]): string {
    const { code, out, err } = sample.run(...args)
    assert.equal(code, 0, `${args.join(' ')}: ${out}${err}`)
    return out
  }

  const migrations = () => readdirSync(join(sample.folder, 'migrations')).sort()

  test('are applied, listed and checked', () => {
    cambium('migrate', 'up')
    assert.match(cambium('migrate', 'status'), /^applied {2}\w+_create/)
    assert.match(cambium('migrate', 'check'), /127\.0\.0\.1:\d+\/postgres has the tables of its 1/)
  })

  test('and what differs is said, with SQL that takes it back', async () => {
    await client.query('alter table notes alter column phone set not null; drop index ix_1_12')
    const { code, out } = sample.run('migrate', 'check', '--json')
    assert.equal(code, 1)
    const [notes] = JSON.parse(out).drift as [
      { differences: { says: string }[]; restore: string[] },
    ]
    assert.deepEqual(
      notes.differences.map(({ says }) => says),
      [
        'changed nullability of notes.phone: never empty; the migrations leave may be empty',
        'missing index ix_1_12 on notes: create index ix_1_12 on notes using btree (phone, id)',
      ],
    )
    for (const statement of notes.restore) await client.query(statement)
    cambium('migrate', 'check')
  })

  test('are checked without a PostgreSQL in the process, too', async () => {
    const modules = join(sample.folder, 'node_modules')
    const workspace = realpathSync(modules)
    rmSync(modules)
    mkdirSync(modules)
    for (const name of readdirSync(workspace).filter((one) => one !== '@electric-sql')) {
      symlinkSync(join(workspace, name), join(modules, name))
    }
    assert.match(cambium('migrate', 'check'), /has the tables of its 1 migration/)
    const [id = ''] = migrations()
    const script = `migrations/${id}/postgres.sql`
    const text = sample.text(script)
    const record = () => {
      const hash = migrationHash((name) =>
        sample.has(`migrations/${id}/${name}`) ? sample.text(`migrations/${id}/${name}`) : null,
      )
      return client.query(`update cambium_migrations set hash = '${hash}'`)
    }
    sample.put(script, `${text}-- next\nselect 1\n`)
    assert.match(sample.run('migrate', 'check').err, /was changed after it was applied/)
    await record()
    const edited = sample.run('migrate', 'check')
    assert.equal(edited.code, 3)
    assert.match(edited.err, /npm install --save-dev @electric-sql\/pglite/)
    sample.put(script, text)
    await record()
    rmSync(modules, { recursive: true })
    symlinkSync(workspace, modules)
  })

  test('a gradual change leaves no drift, neither between its halves nor after it', () => {
    sample.putModel('\n    telephone: text({ index: true }),')
    const decided = ['--rename', 'Note.phone=telephone']
    cambium('migrate', 'save', '--gradual', ...decided)
    cambium('generate')
    const [, expand = ''] = migrations()
    cambium('migrate', 'up', '--to', expand)
    cambium('migrate', 'check')
    cambium('migrate', 'up')
    cambium('migrate', 'check')
  })

  test('tables without records are adopted', async () => {
    await client.query('drop table cambium_migrations, cambium_schema, cambium_idempotency')
    assert.match(cambium('migrate', 'adopt'), /adopted \w+_create/)
    assert.match(cambium('migrate', 'up'), /up to date/)
    assert.match(cambium('migrate', 'status'), /have the shape of this code/)
  })
})
