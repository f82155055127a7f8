import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { lookAt } from '../../packages/generator/src/adopt/postgres/open-postgres.ts'
import { runCambium } from '../../packages/generator/src/cli/fixture/index.ts'
import {
  differenceWords,
  findDrift,
  openReplay,
  printingSettings,
} from '../../packages/generator/src/drift/index.ts'
import { readPostgres } from '../../packages/generator/src/import/postgres/index.ts'
import { scriptOf } from '../../packages/generator/src/plan/index.ts'
import { crudEveryEntity, hardScript, sampleScript, serveProject } from './index.ts'
import { pgliteConnection } from './tried-postgres.ts'

const workspace = join(import.meta.dirname, '../..')
const server = process.env.CAMBIUM_TEST_POSTGRES_URL

/** A database that others made, which may only be looked at. */
interface Database {
  source: string
  /** What it is made of, but for what Cambium keeps beside it. */
  shape(): Promise<unknown>
  remove(): Promise<void>
}

const script = (dialect: string): string =>
  readFileSync(new URL(`adopted/lending.${dialect}.sql`, import.meta.url), 'utf8')

function openSqlite(folder: string): Database {
  const source = join(folder, 'lending.db')
  const db = new DatabaseSync(source)
  db.exec(script('sqlite'))
  return {
    source,
    shape: async () =>
      db
        .prepare(`select type, name, sql from sqlite_schema where tbl_name not glob 'cambium_*'`)
        .all(),
    remove: async () => db.close(),
  }
}

async function openPostgres(url: string): Promise<Database> {
  const name = `adopted_${process.pid}`
  const main = new pg.Client({ connectionString: url })
  await main.connect()
  await main.query(`create database ${name}`)
  const address = new URL(url)
  address.pathname = `/${name}`
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  await client.query(script('postgres'))
  return {
    source: address.href,
    async shape() {
      const { rows } =
        await client.query(`select c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
          a.attnotnull, pg_get_expr(d.adbin, d.adrelid) from pg_class c join pg_attribute a on a.attrelid = c.oid
          left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
          where c.relnamespace in ('public'::regnamespace, 'archive'::regnamespace) and a.attnum > 0
            and not starts_with(c.relname, 'cambium_') order by c.relname, a.attnum`)
      return rows
    },
    async remove() {
      await client.end()
      await main.query(`drop database ${name} with (force)`)
      await main.end()
    },
  }
}

const databases: [name: string, open: ((folder: string) => Promise<Database>) | null][] = [
  ['SQLite', async (folder) => openSqlite(folder)],
  ['a PostgreSQL server', server === undefined ? null : () => openPostgres(server)],
]

for (const [name, open] of databases) {
  describe(`adopting a database of ${name}`, { skip: open === null }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'cambium-adopted-'))
    const project = join(folder, 'lending')
    let database: Database
    before(async () => {
      symlinkSync(join(workspace, 'node_modules'), join(folder, 'node_modules'))
      database = (await open?.(folder)) as Database
    })
    after(async () => {
      await database.remove()
      rmSync(folder, { recursive: true, force: true })
    })

    function cambium(...args: string[]): string {
      const { code, out, err } = runCambium(args[0] === 'import' ? folder : project, ...args)
      assert.equal(code, 0, `${args.join(' ')}: ${out}${err}`)
      return out
    }

    const assertSame = (): void => {
      assert.match(cambium('migrate', 'plan'), /Nothing to save/)
      assert.match(cambium('migrate', 'check'), /has the tables of its \d migration/)
    }

    async function tryEverything(): Promise<void> {
      const served = await serveProject(project)
      try {
        const { failures, entities, readOnly } = await crudEveryEntity({
          folder: project,
          ...served,
        })
        assert.deepEqual(failures, [], served.output())
        assert.ok(entities >= 5)
        assert.deepEqual(readOnly, ['LentBook'])
      } finally {
        await served.stop()
      }
    }

    test('changes nothing in it, and leaves no difference', async () => {
      const shape = await database.shape()
      const said = cambium('import', database.source, 'lending', '--adopt', '--yes')
      assert.match(said, /its tables stay as they are/)
      assert.match(said, /scribbles/)
      assertSame()
      assert.match(cambium('migrate', 'up'), /up to date/)
      assert.deepEqual(await database.shape(), shape)
    })

    test('serves every table and view as it stands', async () => {
      const shape = await database.shape()
      await tryEverything()
      assertSame()
      assert.deepEqual(await database.shape(), shape)
    })

    test('gives another machine and the tests the same tables', () => {
      const { code, out, err } = runNode(project, [
        '--test',
        'src/lending-branches/lending-branch.test.gen.ts',
      ])
      assert.equal(code, 0, out + err)
    })

    test('takes further fields, indexes and entities by ordinary migrations, and gives them back', async () => {
      const file = join(project, 'src/books/book.model.ts')
      const model = readFileSync(file, 'utf8')
      writeFileSync(
        file,
        model.replace('  fields: {', '  fields: {\n    blurb: text({ index: true }),'),
      )
      const text = `import { entity, one, text } from '@cambium/model'

export default entity('Review', {
  fields: { text: text({ max: 50 }), book: one('Book', { inverse: 'reviews', onDelete: 'cascade' }) },
})
`
      writeFileSync(join(project, 'src/books/review.model.ts'), text)
      cambium('generate')
      assert.match(cambium('migrate', 'save', 'reviews'), /Saved.*tried on (?:SQLite|PostgreSQL)\n/)
      cambium('migrate', 'up')
      assertSame()
      await tryEverything()
      cambium('migrate', 'down', '--yes')
      assert.match(cambium('migrate', 'check'), /has the tables of its 1 migration/)
      cambium('migrate', 'up')
      assertSame()
    })

    test('refuses what would change the tables of others', () => {
      const file = join(project, 'src/books/book.model.ts')
      const model = readFileSync(file, 'utf8')
      writeFileSync(file, model.replace('title: text({', "title: text({ column: 'name',"))
      const { code, err } = runCambium(project, 'migrate', 'save')
      assert.notEqual(code, 0)
      assert.match(err, /the table was adopted: Cambium only adds to such tables/)
      writeFileSync(file, model)
    })

    test('is refused on the other kind of database, in words', () => {
      const other = name === 'SQLite' ? 'postgres://nobody@127.0.0.1:1/x' : 'file:./other.db'
      const { code, err } = runNode(project, ['src/main.ts', 'migrate'], { DATABASE_URL: other })
      assert.equal(code, 3)
      assert.match(err, /This application runs on (?:SQLite|PostgreSQL) only/)
    })

    test('is adopted again when others have changed it', async () => {
      const [first] = readdirSync(join(project, 'migrations'))
      const said = cambium('import', database.source, 'lending', '--adopt', '--yes')
      assert.match(said, /Recorded migrations/)
      const last = readdirSync(join(project, 'migrations')).at(-1) ?? ''
      const plan = JSON.parse(readFileSync(join(project, 'migrations', last, 'plan.json'), 'utf8'))
      assert.equal(plan.replaces[0], first)
      assertSame()
    })
  })
}

function runNode(
  cwd: string,
  args: string[],
  given: { [name: string]: string } = {},
): { code: number | null; out: string; err: string } {
  // a test that runs tests is told that it is one of them
  const { NODE_TEST_CONTEXT: _, ...env } = { ...process.env, ...given }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--env-file=.env', ...args], {
    cwd,
    encoding: 'utf8',
    env,
  })
  return { code: status, out: stdout, err: stderr }
}

const dumped: [name: string, script: Iterable<string>][] = [
  ['the hard cases', [hardScript('postgres')]],
  ['a rental', sampleScript({ name: 'rental', dialect: 'postgres', rows: 5 })],
]

for (const [name, script] of dumped) {
  test(`the script of an adopted database makes ${name} again, without a difference`, async () => {
    const db = await PGlite.create()
    for (const piece of script) await db.exec(piece)
    const opened = await readPostgres(pgliteConnection(db), { schemas: [], progress: () => {} })
    await db.exec(`${printingSettings}; begin`)
    const ask = async (text: string) => (await db.query<{ [name: string]: unknown }>(text)).rows
    const found = await lookAt(ask, opened.schema)
    await db.close()
    const replay = await openReplay(workspace, 'postgres')
    await replay?.run(scriptOf(found.statements))
    const again = await replay?.catalogue()
    await replay?.close()
    assert.ok(again && again.tables.length > 10)
    const drift = findDrift(found.catalogue, again, [])
    assert.deepEqual(
      drift.flatMap(({ differences }) => differences.map(differenceWords)),
      [],
    )
  })
}
