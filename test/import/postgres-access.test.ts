import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { postgresReader } from '../../packages/generator/src/import/postgres/index.ts'
import type { SourceRow } from '../../packages/generator/src/import/source/index.ts'
import { type FilledPostgres, triedPostgres } from './tried-postgres.ts'

const script = `
create extension hstore; create extension citext;
create table open_table (id integer primary key, tags hstore, code citext unique, at timestamptz);
insert into open_table values (1, '"a"=>"1", "b"=>NULL', 'Mixed', '2024-01-01');
create table closed_table (id integer primary key);
create table guarded (id integer primary key, owner text);
insert into guarded values (1, 'ann'), (2, 'bob');
alter table guarded enable row level security;
create policy own on guarded using (owner = current_user);
do $$ begin if not exists (select from pg_roles where rolname = 'import_reader') then create role import_reader login; end if; end $$;
grant select on open_table, guarded to import_reader;
alter role import_reader set datestyle = 'German';
alter role import_reader set intervalstyle = 'postgres_verbose';
alter role import_reader set timezone = 'Asia/Tokyo';
`
const [inProcess, server] = triedPostgres()

test('an address that cannot be read, and a server that is not there, are said in a sentence', async () => {
  const open = (source: string) =>
    postgresReader.open({ source, schemas: [], dialect: null, progress: () => {} })
  await assert.rejects(open('postgres://user:p@ss/w:rd@host:x/db'), /cannot be read/)
  await assert.rejects(open('postgres://nobody:secret@127.0.0.1:1/shop'), (error: Error) => {
    assert.match(error.message, /The database 127\.0\.0\.1:1\/shop cannot be used: .*ECONNREFUSED/)
    assert.doesNotMatch(error.message, /secret/)
    return true
  })
  assert.equal(postgresReader.detects('postgresql://localhost/shop'), true)
  assert.equal(postgresReader.detects('shop.db'), false)
})

test('a connection is left as it was: what is set and begun holds for the reading alone', async () => {
  const filled = await inProcess!.fill([
    'create table a (id integer primary key); insert into a values (1)',
  ])
  const source = await filled.read()
  for await (const { rows } of source.rows!.read(
    { schema: 'public', name: 'a' },
    { after: null, size: 10 },
  )) {
    assert.equal(rows.length, 1)
    await assert.rejects(filled.run('insert into a values (2)'), /read-only transaction/)
    break
  }
  await source.close()
  await filled.run('insert into a values (2)')
  await filled.remove()
})

if (server) {
  describe('a role that may not do everything', () => {
    let filled: FilledPostgres
    before(async () => {
      filled = await server.fill([script])
    })
    after(() => filled.remove())
    const rows = async (name: string): Promise<SourceRow[]> => {
      const source = await filled.read([], 'import_reader')
      const found: SourceRow[] = []
      try {
        const table = { schema: 'public', name }
        for await (const batch of source.rows!.read(table, { after: null, size: 10 })) {
          found.push(...batch.rows)
        }
      } finally {
        await source.close()
      }
      return found
    }

    test('gets values in the same form whatever is set for it, those of extensions too', async () => {
      assert.deepEqual(
        (await rows('open_table')).map((row) => ({ ...row })),
        [{ id: 1, tags: { a: '1', b: null }, code: 'Mixed', at: '2024-01-01T00:00:00.000Z' }],
      )
      const source = await filled.read()
      const table = source.schema.tables.find(({ name }) => name === 'open_table')
      assert.deepEqual(
        table?.columns.map(({ type }) => type.kind),
        ['integer', 'json', 'text', 'instant'],
      )
      assert.deepEqual(
        source.schema.left
          .filter(({ what }) => what.startsWith('extension'))
          .map(({ what }) => what),
        ['extension citext', 'extension hstore'],
      )
      await source.close()
    })

    test('is told which table it may not read', async () => {
      await assert.rejects(rows('closed_table'), (error: Error & { hint?: string }) => {
        assert.match(
          error.message,
          /The rows of public\.closed_table cannot be read: permission denied/,
        )
        assert.match(error.hint ?? '', /may read them/)
        return true
      })
    })

    test('is told that row security would keep rows from it, and not given some of them', async () => {
      await assert.rejects(rows('guarded'), (error: Error & { hint?: string }) => {
        assert.match(error.message, /row-level security/)
        assert.match(error.hint ?? '', /BYPASSRLS/)
        return true
      })
    })
  })
}
