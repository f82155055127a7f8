import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  createCipher,
  createPgliteClient,
  type Database,
  openPostgres,
  openSqlite,
  sql,
} from '@cambium/runtime/database'
import { silentLogger } from '@cambium/runtime/log'
import { migrate } from '@cambium/runtime/migrate'
import { fileTablesOf } from '@cambium/runtime/operation'
import { PGlite } from '@electric-sql/pglite'
import { createFiles, fileLimits } from '../../packages/runtime/src/files/index.ts'
import { erasePerson, exportPerson } from '../../packages/runtime/src/privacy/index.ts'
import { type ClinicProject, clinicProject } from './fixture/clinic-project.ts'
import { canaries, fillClinic, others, type Patients } from './fixture/patients.ts'

const key = 'a key for tests, of forty characters ...'
let project: ClinicProject
let counted: ClinicProject
let server: PGlite

before(async () => {
  project = await clinicProject()
  counted = await clinicProject('serial')
  server = await PGlite.create()
})
after(() => server.close())

/** A database with Ann and Bob. */
async function opened(
  kind: 'sqlite' | 'postgres',
  path: string,
  opinion: boolean,
): Promise<{ database: Database; patients: Patients; afterRows: () => Promise<void> }> {
  const cipher = createCipher(key)
  if (kind === 'sqlite') mkdirSync(join(path, '..'), { recursive: true })
  else await server.exec('drop schema public cascade; create schema public')
  const client = createPgliteClient({
    query: (text, values, options) => server.query(text, values, options),
    exec: (text) => server.exec(text),
    close: async () => {},
  })
  const database =
    kind === 'sqlite' ? openSqlite({ path, cipher }) : openPostgres({ client, cipher })
  await migrate(database, { folder: fileURLToPath(project.app.migrations) })
  const files = createFiles({
    database,
    log: silentLogger,
    tables: fileTablesOf(project.app.registry),
    limits: fileLimits({}),
    address: `file:${filesOf(path)}`,
    signingKey: new Uint8Array(32),
  })
  const patients = await fillClinic(project.app, database, { opinion, files })
  return { database, patients, afterRows: async () => void (await files.sweeper.now()) }
}

const filesOf = (path: string): string => join(path, '../files')

/** Every row of every table as text, what SQLite has on the disk, and every file. */
async function everything(database: Database, path: string): Promise<string> {
  const files = readdirSync(filesOf(path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
  if (database.dialect === 'sqlite') {
    const own = [path, `${path}-wal`].filter((file) => existsSync(file))
    return [...own.map((file) => readFileSync(file, 'latin1')), ...files].join('\n').toLowerCase()
  }
  const tables = await database.all<{ name: string }>(sql`
    select table_name as "name" from information_schema.tables where table_schema = 'public'
  `)
  const texts: string[] = []
  for (const { name } of tables) {
    const { rows } = await server.query(`select to_jsonb(t.*)::text as "row" from "${name}" t`)
    texts.push(...rows.map((row) => (row as { row: string }).row))
  }
  const { rows } = await server.query<{ v: string }>(
    `select coalesce(string_agg(lexeme, ' '), '') v from users u, unnest(to_tsvector('simple', u.name)) w`,
  )
  return [...texts, ...files, rows[0]?.v].join('\n').toLowerCase()
}

function found(text: string, wanted: readonly string[]): string[] {
  return wanted.filter((one) => text.includes(one))
}

const encrypted = ['canary-phone']

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`erasing a person on ${kind}`, () => {
    test('leaves nothing of them anywhere, and everything of others', async () => {
      const path = join(project.folder, 'erase', 'app.db')
      const { database, patients, afterRows } = await opened(kind, path, false)
      const before = await everything(database, path)
      assert.deepEqual(
        found(before, canaries),
        canaries.filter((one) => !encrypted.includes(one)),
        'a canary that is not there before proves nothing',
      )
      const site = { database, registry: project.app.registry, accounts: project.app.accounts }
      const report = await erasePerson(site, patients.ann, { afterRows })
      assert.equal(report.person, 'deleted')
      assert.deepEqual(report.records, {
        Bill: { deleted: 0, emptied: 2 },
        Diary: { deleted: 1, emptied: 0 },
        Finding: { deleted: 1, emptied: 0 },
        Item: { deleted: 0, emptied: 1 },
        User: { deleted: 1, emptied: 0 },
      })
      const left = await everything(database, path)
      assert.deepEqual(found(left, [...canaries, patients.ann]), [])
      assert.deepEqual(found(left, others), others)
      const again = await erasePerson(site, patients.ann)
      assert.equal(again.person, 'gone')
      await database.close()
    })

    test('keeps what records of others need, without what it said', async () => {
      const path = join(project.folder, 'keep', 'app.db')
      const { database, patients, afterRows } = await opened(kind, path, true)
      const site = { database, registry: project.app.registry, accounts: project.app.accounts }
      const report = await erasePerson(site, patients.ann, { afterRows })
      assert.equal(report.person, 'emptied')
      assert.deepEqual(report.records.Finding, { deleted: 0, emptied: 1 })
      assert.deepEqual(found(await everything(database, path), canaries), ['canary-user-note'])
      const [user] = await database.all<{ email: string; blocked: number | boolean }>(
        sql`select "email", "blocked" from "users" where "id" = ${patients.ann}`,
      )
      assert.equal(user?.email, `erased-${patients.ann}@erased.invalid`)
      assert.ok(user?.blocked)
      const [bill] = await database.all<{ recipient: string; version: number }>(
        sql`select "recipient", "version" from "bills" where "id" = ${patients.bill}`,
      )
      assert.deepEqual({ ...bill }, { recipient: 'erased', version: 2 })
      await database.close()
    })

    test('goes on where it was stopped', async () => {
      const path = join(project.folder, 'stopped', 'app.db')
      const { database, patients, afterRows } = await opened(kind, path, false)
      const site = { database, registry: project.app.registry, accounts: project.app.accounts }
      await assert.rejects(
        erasePerson(failingAfter(site, 3), patients.ann),
        /the machine went away/,
      )
      const report = await erasePerson(site, patients.ann, { afterRows })
      assert.equal(report.person, 'deleted')
      const left = await everything(database, path)
      assert.deepEqual(found(left, [...canaries, patients.ann]), [])
      await database.close()
    })

    test('waits for workflows about them', async () => {
      const path = join(project.folder, 'waits', 'app.db')
      const { database, patients } = await opened(kind, path, false)
      const site = { database, registry: project.app.registry, accounts: project.app.accounts }
      await database.run(sql`
        insert into "cambium_jobs" ("id", "kind", "name", "lane", "priority", "payload", "origin", "max_attempts")
        values ('w1', 'workflow', 'admit', 'workflow', 0, ${JSON.stringify({ user: patients.ann })}, '{}', 8)
      `)
      await assert.rejects(erasePerson(site, patients.ann), /under way: admit w1/)
      await database.run(sql`update "cambium_jobs" set "status" = 'done' where "id" = 'w1'`)
      assert.equal((await erasePerson(site, patients.ann)).person, 'deleted')
      await database.close()
    })

    test('an export holds all of it and nothing to sign in with', async () => {
      const path = join(project.folder, 'export', 'app.db')
      const { database, patients } = await opened(kind, path, false)
      const site = { database, registry: project.app.registry, accounts: project.app.accounts }
      const document = await exportPerson(site, patients.ann)
      const text = JSON.stringify(document).toLowerCase()
      const handedOut = [
        'canary-address',
        'canaryname',
        'canary-phone',
        'canarydiary',
        'canary-draft',
      ]
      const belongings = ['canaryrecipient', 'canary-reference', 'canary-label', 'canary-finding']
      const account = [
        'canary-agent',
        'canary-key',
        'canary-file',
        'canary-loose',
        'canary-endpoint',
      ]
      const wanted = [...handedOut, ...belongings, ...account]
      assert.deepEqual(found(text, wanted), wanted)
      const secret = ['canary-session', 'canary-provider', 'canary-user-note', 'canary-device']
      assert.deepEqual(found(text, secret), [])
      assert.deepEqual(found(text, ['bob']), [])
      assert.deepEqual(document.shared, [{ entity: 'Bill', id: 'other', right: 'read' }])
      await assert.rejects(exportPerson(site, patients.bill), /There is no user/)
      await database.close()
    })
  })
}

for (const kind of ['sqlite', 'postgres'] as const) {
  test(`a person whose id is counted is erased on ${kind} like any other`, async () => {
    const uuids = project
    project = counted
    try {
      const path = join(project.folder, 'counted', 'app.db')
      const { database, patients, afterRows } = await opened(kind, path, false)
      const site = { database, registry: project.app.registry, accounts: project.app.accounts }
      const document = await exportPerson(site, String(patients.ann))
      assert.equal(document.records.Bill?.length, 2)
      const report = await erasePerson(site, String(patients.ann), { afterRows })
      assert.equal(report.person, 'deleted')
      const left = await everything(database, path)
      assert.deepEqual(found(left, canaries), [])
      assert.deepEqual(found(left, others), others)
      await assert.rejects(erasePerson(site, 'ann'), /The id of a user is a number/)
      await database.close()
    } finally {
      project = uuids
    }
  })
}

/** The same, on a database that is gone after so many transactions. */
function failingAfter<Site extends { database: Database }>(site: Site, transactions: number): Site {
  let left = transactions
  const database: Database = {
    ...site.database,
    transaction: (work, options) => {
      if (left-- === 0) throw new Error('the machine went away')
      return site.database.transaction(work, options)
    },
  }
  return { ...site, database }
}

describe('the command', () => {
  const run = (args: string[], folder: string) =>
    spawnSync(process.execPath, ['src/main.ts', 'privacy', ...args], {
      cwd: project.folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        DATABASE_URL: `file:${folder}`,
        STORAGE_URL: `file:${filesOf(folder)}`,
        ENCRYPTION_KEY: key,
        AUTH_SECRET: key,
      },
    })

  test('asks before it erases, and empties the log while another process serves', async () => {
    const path = join(project.folder, 'command', 'app.db')
    const { database, patients } = await opened('sqlite', path, false)
    const refused = run(['erase', 'user', patients.ann], path)
    assert.equal(refused.status, 3, refused.stderr)
    assert.match(
      refused.stdout,
      /Bill: 2 records kept without their owner, emptied of recipient, reference, remark/,
    )
    assert.match(refused.stdout, /Diary: 1 record deleted/)
    assert.match(refused.stderr, /privacy erase user \S+ --yes/)
    assert.equal(found(await everything(database, path), ['canaryname']).length, 1)
    const erased = run(['erase', 'user', patients.ann, '--yes'], path)
    assert.equal(erased.status, 0, erased.stderr)
    assert.deepEqual(found(erased.stdout.toLowerCase(), canaries), [])
    assert.equal(existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0, 0)
    assert.deepEqual(found(await everything(database, path), [...canaries, patients.ann]), [])
    await database.close()
  })

  test('writes an export that only its reader may open, once', async () => {
    const path = join(project.folder, 'out', 'app.db')
    const { database, patients } = await opened('sqlite', path, false)
    const out = join(project.folder, 'ann.json')
    const first = run(['export', 'user', patients.ann, '--out', out], path)
    assert.equal(first.status, 0, first.stderr)
    assert.equal(statSync(out).mode & 0o777, 0o600)
    assert.equal(JSON.parse(readFileSync(out, 'utf8')).id, patients.ann)
    const second = run(['export', 'user', patients.ann, '--out', out], path)
    assert.equal(second.status, 3)
    await database.close()
  })

  test('says what it does not understand', () => {
    const path = join(project.folder, 'none.db')
    assert.match(run(['eras', 'user', 'x'], path).stderr, /Did you mean "erase"\?/)
    assert.match(run(['erase', 'user'], path).stderr, /needs a person/)
  })
})
