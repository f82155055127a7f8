import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import { date, datetime, entity, float, int, one } from '@cambium/model'
import { createSql, type Dialect, scriptOf, storageOf } from '../plan/index.ts'
import { buildModel, everythingModel } from '../testing/index.ts'
import {
  differenceWords,
  findDrift,
  openLive,
  openReplay,
  type Replay,
  storageCatalogue,
  type TableDrift,
  wayBack,
} from './index.ts'

const { model } = buildModel([
  ...everythingModel,
  entity('Moment', {
    fields: {
      at: datetime({ default: '2026-01-01T00:00:00.000Z' }),
      half: float({ default: 0.1 }),
      less: int({ default: -5 }),
    },
    access: { read: 'public' },
  }),
  entity('ZLine', {
    id: ['no', 'day'],
    fields: { no: int({ required: true }), day: date({ required: true }) },
  }),
  entity('ZPiece', {
    id: { kind: 'text', column: 'code' },
    fields: { no: int(), day: date(), line: one('ZLine', { fields: ['no', 'day'] }) },
  }),
])
const root = join(import.meta.dirname, '../../../..')

interface Place {
  wanted: Replay
  found: Replay
  /** Undoes everything that was run, where starting anew would take long. */
  leave(): Promise<void>
}

let servers: { wanted: Replay; found: Replay } | undefined

async function open(dialect: Dialect): Promise<Replay> {
  const replay = await openReplay(root, dialect)
  assert.ok(replay)
  await replay.run(scriptOf(createSql(model, dialect)))
  return replay
}

/** Two databases with the tables of the model. */
async function enter(dialect: Dialect): Promise<Place> {
  if (dialect === 'sqlite') {
    const [wanted, found] = [await open(dialect), await open(dialect)]
    const leave = async (): Promise<void> => {
      await wanted.close()
      await found.close()
    }
    return { wanted, found, leave }
  }
  servers ??= { wanted: await open(dialect), found: await open(dialect) }
  const { wanted, found } = servers
  await found.run('begin')
  return { wanted, found, leave: () => found.run('rollback') }
}

after(async () => {
  await servers?.wanted.close()
  await servers?.found.close()
})

/** Where the one differs from the other. */
async function driftOf(
  { found, wanted }: Place,
  ignore: readonly string[] = [],
): Promise<TableDrift[]> {
  return findDrift(await found.catalogue(), await wanted.catalogue(), ignore)
}

const words = (drift: readonly TableDrift[]): string[] =>
  drift.flatMap(({ differences }) => differences.map(differenceWords))

const scenarios: readonly {
  name: string
  change: { [Name in Dialect]?: string }
  says: { [Name in Dialect]?: RegExp[] }
}[] = [
  {
    name: 'a table too many',
    change: {
      sqlite: 'create table customers (id text primary key, name text) strict',
      postgres: 'create table customers (id text primary key, name text)',
    },
    says: { sqlite: [/^extra table customers$/], postgres: [/^extra table customers$/] },
  },
  {
    name: 'a table that is gone',
    change: { sqlite: 'drop table "logs"', postgres: 'drop table "logs"' },
    says: { sqlite: [/^missing table logs$/], postgres: [/^missing table logs$/] },
  },
  {
    name: 'a column too many',
    change: {
      sqlite: 'alter table "users" add column phone text default \'none\'',
      postgres: 'alter table "users" add column phone text default \'none\'',
    },
    says: {
      sqlite: [/^extra column users\.phone: text, may be empty, default 'none'$/],
      postgres: [/^extra column users\.phone: text, may be empty, default 'none'::text$/],
    },
  },
  {
    name: 'a column that is gone',
    change: {
      sqlite: 'alter table "everythings" drop column "site"',
      postgres: 'alter table "everythings" drop column "site"',
    },
    says: {
      sqlite: [/^missing column everythings\.site: text, may be empty$/],
      postgres: [/^missing column everythings\.site: text collate C, may be empty$/],
    },
  },
  {
    name: 'another type',
    change: {
      postgres: 'alter table "everythings" alter column "site" type varchar(10)',
    },
    says: {
      postgres: [/^changed type of everythings\.site: character varying\(10\).*text collate C$/],
    },
  },
  {
    name: 'another default, and no longer required',
    change: {
      postgres:
        'alter table "everythings" alter column "count" set default 11;alter table "everythings" alter column "title" drop not null',
    },
    says: {
      postgres: [
        /^changed nullability of everythings\.title: may be empty; .* never empty$/,
        /^changed default of everythings\.count: 11 ?.*; the migrations leave 10/,
      ],
    },
  },
  {
    name: 'no longer required',
    change: { sqlite: 'alter table "everythings" alter column "title" drop not null' },
    says: { sqlite: [/^changed nullability of everythings\.title/] },
  },
  {
    name: 'a check that is gone and one too many',
    change: {
      sqlite: 'alter table "tags" add constraint mine check (name <> \'x\')',
      postgres: 'alter table "tags" add constraint mine check (name <> \'x\')',
    },
    says: { sqlite: [/^extra check mine on tags/], postgres: [/^extra check mine on tags/] },
  },
  {
    name: 'a foreign key that is gone',
    change: { postgres: 'alter table "memberships" drop constraint "fk_14_11"' },
    says: { postgres: [/^missing foreign key fk_14_11 on memberships: foreign key \(task_id/] },
  },
  {
    name: 'indexes: one too many, one with other columns',
    change: {
      sqlite:
        'create index mine on "tags" ("name", "id");drop index "ux_32_12";create unique index "ux_32_12" on "users" ("email", "name")',
      postgres:
        'create index mine on "tags" ("name", "id");drop index "ux_32_12";create unique index "ux_32_12" on "users" ("email", "name")',
    },
    says: {
      sqlite: [/^extra index mine on tags/, /^changed index ux_32_12 on users: .*email, name/],
      postgres: [/^extra index mine on tags/, /^changed index ux_32_12 on users: .*email, name/],
    },
  },
  {
    name: 'triggers',
    change: {
      sqlite:
        'create trigger mine after insert on "tags" begin select 1; end;drop trigger "cambium_search_17_insert"',
      postgres:
        "create function mine() returns trigger language plpgsql as 'begin return new; end';create trigger mine after insert on tags for each row execute function mine()",
    },
    says: {
      sqlite: [/^missing trigger cambium_search_17_insert on notes/, /^extra trigger mine on tags/],
      postgres: [/^extra trigger mine on tags/],
    },
  },
]

for (const dialect of ['sqlite', 'postgres'] as const) {
  describe(`drift on ${dialect}`, () => {
    for (const { name, change, says } of scenarios) {
      const script = change[dialect]
      if (script === undefined) continue
      test(`${name} is said, and undone by the statements shown`, async () => {
        const place = await enter(dialect)
        await place.found.run(script)
        const drift = await driftOf(place)
        const said = words(drift)
        assert.equal(said.length, says[dialect]?.length, said.join('\n'))
        for (const [index, pattern] of (says[dialect] ?? []).entries()) {
          assert.match(said[index] ?? '', pattern)
        }
        for (const one of drift) {
          await place.found.run(scriptOf(wayBack(one, dialect, new Date())))
        }
        assert.deepEqual(words(await driftOf(place)), [])
        await place.leave()
      })
    }

    test('what Cambium keeps for itself, what was put aside and what is ignored is no drift', async () => {
      const place = await enter(dialect)
      await place.found.run(`create table "cambium_history" ("id" text);
        create table "_gone_1_20260101T000000" ("id" text);
        create table customers (id text); create index mine on "tags" ("name", "id")`)
      assert.deepEqual(words(await driftOf(place, ['cust*', 'tags.mine'])), [])
      assert.equal((await driftOf(place)).length, 2)
      await place.leave()
    })
  })
}

test('what a server has is also known without one to try it on', async () => {
  const { found, leave } = await enter('postgres')
  const now = await found.catalogue()
  const wanted = storageCatalogue(storageOf(model), now)
  assert.deepEqual(words(findDrift(now, wanted, [])), [])
  await found.run(`alter table "everythings" alter column "count" set default 11;
    alter table "everythings" drop constraint "ck_8_33"; drop index "ix_8_33_-2"`)
  const changed = await found.catalogue()
  assert.deepEqual(words(findDrift(changed, storageCatalogue(storageOf(model), changed), [])), [
    'changed default of everythings.count: 11; the migrations leave 10',
    "missing check ck_8_33 on everythings: check (state = any (array ['draft'::text, 'sent'::text, 'gone'::text]))",
    'missing index ix_8_33_-2 on everythings: create index "ix_8_33_-2" on everythings using btree (state, created_at desc, id desc)',
  ])
  await leave()
})

test('the values of a column that goes are kept beside the keys of their rows', async () => {
  const place = await enter('sqlite')
  await place.found.run(`alter table "tags" add column phone text`)
  const at = new Date('2026-11-20T09:10:00Z')
  assert.deepEqual(
    (await driftOf(place)).flatMap((one) => wayBack(one, 'sqlite', at)),
    [
      'CREATE TABLE "_gone_tags_phone_20261120T091000" AS SELECT "id", "phone" FROM "tags"',
      'ALTER TABLE "tags" DROP COLUMN "phone"',
    ],
  )
  await place.leave()
})

test('a database that cannot be looked at is one sentence', async () => {
  await assert.rejects(openLive('file:./no.db', '/nowhere/no.db'), /There is no database \/nowhere/)
  await assert.rejects(
    openLive('postgres://me:secret@127.0.0.1:1/shop', null),
    (error: Error) =>
      /127\.0\.0\.1:1\/shop cannot be used/.test(error.message) && !/secret/.test(error.message),
  )
})

test('a file is looked at and left as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-drift-'))
  const file = join(folder, 'app.db')
  const db = new DatabaseSync(file)
  for (const statement of createSql(model, 'sqlite')) db.exec(statement)
  db.close()
  const live = await openLive('file:app.db', file)
  const place = await enter('sqlite')
  assert.deepEqual(words(await driftOf({ ...place, found: { ...place.found, ...live } })), [])
  assert.equal((await live.records()).applied.size, 0)
  await live.close()
  rmSync(folder, { recursive: true })
})

const server = process.env.CAMBIUM_TEST_POSTGRES_URL

test('a server of another version has no drift that is none', {
  skip: server === undefined,
}, async () => {
  const { default: driver } = await import('pg')
  const client = new driver.Client({ connectionString: server })
  await client.connect()
  await client.query("create schema drift; set search_path = drift; set timezone = 'Asia/Tokyo'")
  for (const statement of createSql(model, 'postgres')) await client.query(statement)
  const address = new URL(server ?? '')
  address.searchParams.set('options', '-c search_path=drift')
  const live = await openLive(address.href, null)
  const place = await enter('postgres')
  assert.deepEqual(words(await driftOf({ ...place, found: { ...place.found, ...live } })), [])
  await client.query('alter table tags drop column name')
  const drift = await driftOf({ ...place, found: { ...place.found, ...live } })
  assert.match(words(drift).join(), /missing column tags\.name/)
  for (const one of drift) {
    for (const statement of wayBack(one, 'postgres', new Date())) await client.query(statement)
  }
  assert.deepEqual(words(await driftOf({ ...place, found: { ...place.found, ...live } })), [])
  await live.close()
  await place.leave()
  await client.query('drop schema drift cascade')
  await client.end()
})

test('a script that holds others back runs where nobody else is', async () => {
  const replay = await openReplay(root, 'postgres')
  assert.ok(replay)
  await replay.run('create table notes (id text)')
  await replay.run(
    '-- title: change notes\nLOCK TABLE "notes" IN ACCESS EXCLUSIVE MODE\n-- next\nalter table notes add column at text',
  )
  const [notes] = (await replay.catalogue()).tables
  assert.equal(notes?.columns.length, 2)
  await replay.close()
})
