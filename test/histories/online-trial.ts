import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { choice, entity, int, one, text } from '@cambium/model'
import { openServer } from '@cambium/runtime/database'
import { migrate } from '@cambium/runtime/migrate'
import pg from 'pg'
import { createSql } from '../../packages/generator/src/plan/index.ts'
import { createPostgresEngine } from '../../packages/generator/src/proof/index.ts'
import { buildModel } from '../../packages/generator/src/testing/index.ts'
import { startWriters, type Waits } from './busy-writers.ts'
import { createMigrator } from './migrator.ts'
import { openServerSession } from './server-session.ts'
import { writeMigration } from './write-migration.ts'

/** How long a change took, and what writers met meanwhile. */
export interface OnlineOutcome extends Waits {
  readonly change: string
  readonly seconds: number
  /** Lines in which the tables differ from tables made new, and rows that are missing. */
  readonly differences: number | null
}

const person = entity('Person', { fields: { name: text() } })
const before = buildModel([
  person,
  entity('Task', {
    fields: {
      title: text(),
      size: int(),
      state: choice(['a', 'b', 'c']),
      ownerName: text(),
      memo: text(),
    },
  }),
])
const { model: after } = buildModel(
  [
    person,
    entity('Task', {
      fields: {
        title: text({ required: true, default: 'none', index: true }),
        size: int({ required: true }),
        state: choice(['a', 'b']),
        ownerName: text(),
        priority: int({ default: 3 }),
        owner: one('Person', { inverse: 'tasks' }),
      },
    }),
  ],
  { lock: before.lock },
)

const change = { from: before.model, to: after, drops: ['Task.memo'] }

/** The same change, as one would write it by hand: all in one transaction. */
const plainly = `begin;
update "tasks" set "title" = 'none' where "title" is null;
alter table "tasks" alter "title" set default 'none', alter "title" set not null, alter "size" set not null;
alter table "tasks" drop constraint "ck_2_13", add constraint "ck_2_13" check ("state" in ('a', 'b'));
alter table "tasks" add "priority" bigint not null default 3, add "owner_id" text references "people";
create table "kept" as select "id", "memo" from "tasks"; alter table "tasks" drop "memo";
create index on "tasks" ("title"); create index on "tasks" ("owner_id");
commit`

/** Changes a table of that many rows while others write to it; once by hand in one transaction, once as planned. */
export async function runOnlineTrial(url: string, rows: number): Promise<OnlineOutcome[]> {
  const outcomes: OnlineOutcome[] = []
  const trials = [
    { change: 'nothing', work: () => new Promise((resolve) => setTimeout(resolve, 5_000)) },
    {
      change: 'in one transaction',
      work: (schema: string) => run(`${url}?options=-csearch_path%3D${schema}`, plainly),
    },
    { change: 'as planned', work: (schema: string) => migrateSchema(url, schema) },
    { change: 'as planned, broken off', work: (schema: string) => migrateBroken(url, schema) },
  ]
  for (const [index, { change, work }] of trials.entries()) {
    const schema = `online_${process.pid}_${index}`
    await run(url, `create schema ${schema}`)
    const address = `${url}?options=-csearch_path%3D${schema}`
    await fill(address, rows)
    const writers = await startWriters(address, 4, (client, number) => write(client, number, rows))
    const startedAt = performance.now()
    await work(schema)
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10
    const waits = await writers.stop()
    const wasPlanned = change.startsWith('as planned')
    const differences = wasPlanned ? await differencesIn(url, schema, rows) : null
    outcomes.push({ change, seconds, ...waits, differences })
    await run(url, `drop schema ${schema} cascade`)
  }
  return outcomes
}

async function run(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Every tenth row has no title. */
async function fill(address: string, rows: number): Promise<void> {
  const values = `select lpad(i::text, 12, '0'), now(), now(), case when i % 10 > 0 then 'title ' || i end, i,
    case i % 2 when 0 then 'a' else 'b' end, 'somebody', 'memo ' || i from generate_series(1, ${rows}) i`
  await run(
    address,
    ...createSql(before.model, 'postgres'),
    `insert into "tasks" ("id", "created_at", "updated_at", "title", "size", "state", "owner_name", "memo") ${values}`,
    'analyze "tasks"',
  )
}

/** Three of four change a row that is there, as code would that was there before and goes on. */
function write(client: pg.Client, number: number, rows: number): Promise<unknown> {
  const id = String(1 + Math.floor(Math.random() * rows)).padStart(12, '0')
  if (number % 4 > 0) {
    return client.query('update "tasks" set "owner_name" = $1, "size" = $2 where "id" = $3', [
      `writer ${number}`,
      number,
      id,
    ])
  }
  return client.query(
    `insert into "tasks" ("id", "created_at", "updated_at", "title", "size", "state") values ($1, now(), now(), 'new', 1, 'a')`,
    [`new-${number}`],
  )
}

async function migrateSchema(url: string, schema: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'cambium-online-'))
  writeMigration(root, change)
  const db = await openServer({ url, schema, poolSize: 2 })
  try {
    let title: string | null = ''
    let startedAt = performance.now()
    await migrate(db, {
      folder: join(root, 'migrations'),
      onProgress: (progress) => {
        if (progress.title === title) return
        const tookMs = Math.round(performance.now() - startedAt)
        if (title) console.error(`  ${title}: ${tookMs} ms`)
        title = progress.title
        startedAt = performance.now()
      },
    })
    console.error(`  ${title}: ${Math.round(performance.now() - startedAt)} ms`)
  } finally {
    await db.close()
    rmSync(root, { recursive: true, force: true })
  }
}

/** The same by a process that is killed every second or so, until one comes to the end. */
async function migrateBroken(url: string, schema: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'cambium-online-'))
  writeMigration(root, change)
  const migrator = createMigrator()
  const order = { database: { url, schema }, folder: join(root, 'migrations'), backTo: null }
  let times = 0
  while (await migrator.migrate(order, { afterMs: 700 + Math.random() * 1_500 })) times++
  console.error(`  broken off ${times} times`)
  await migrator.close()
  rmSync(root, { recursive: true, force: true })
}

async function differencesIn(url: string, schema: string, rows: number): Promise<number> {
  const session = await openServerSession(url)
  const engine = await createPostgresEngine(session, schema)
  const wanted = new Set(await engine.freshShape(createSql(after, 'postgres')))
  const found = (await engine.shape()).filter((line) => !line.includes('cambium_'))
  const [{ kept = '' } = {}] = await engine.rows(
    `select relname as kept from pg_class where relnamespace = '${schema}'::regnamespace and relname ~ '^_gone_.*[0-9]$'`,
  )
  const [{ lost = -1 } = {}] = await engine.rows(
    `select count(*) as lost from generate_series(1, ${rows}) i
      left join "tasks" t on t."id" = lpad(i::text, 12, '0') left join "${kept}" k on k."id" = t."id"
      where k."memo" is distinct from 'memo ' || i`,
  )
  await session.close()
  const missing = [...wanted].filter((line) => !found.includes(line))
  return missing.length + found.filter((line) => !wanted.has(line)).length + Number(lost)
}
