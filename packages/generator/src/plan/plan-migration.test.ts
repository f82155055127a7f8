import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { before, describe, test } from 'node:test'
import {
  choice,
  datetime,
  decimal,
  type EntityDefinition,
  entity,
  fulltext,
  geo,
  index,
  int,
  type ModelIR,
  manyToMany,
  one,
  point,
  text,
  unique,
  url,
} from '@cambium/model'
import type { Lock } from '@cambium/model/check'
import { PGlite } from '@electric-sql/pglite'
import { buildModel, everythingModel } from '../testing/index.ts'
import { createSql, migrationFiles, planMigration, renderPlan, riskOf } from './index.ts'

const tag = entity('Tag', { fields: { name: text({ required: true, unique: true }) } })
const task = entity('Task', {
  fields: {
    title: text({ required: true, max: 100 }),
    state: choice(['open', 'done'], { default: 'open' }),
  },
  indexes: [index('title')],
  softDelete: true,
})

const laterTask = {
  fields: {
    title: text({ required: true, max: 100, search: 'A' }),
    state: choice(['open', 'done', "won't do"], { default: 'open' }),
    notes: text({ search: 'C' }),
    link: url(),
    place: point(),
    dueAt: datetime(),
    priority: int({ default: 3 }),
    code: text({ unique: true }),
    parent: one('Task', { inverse: 'children' }),
    tags: manyToMany('Tag', { inverse: 'tasks', ordered: true }),
    related: manyToMany('Task', { inverse: 'relatedTo' }),
    owner: one('Person', { inverse: 'tasks' }),
  },
  indexes: [index('state', '-createdAt'), fulltext('link'), geo('place')],
  softDelete: true,
} as const
const taskLater = entity('Task', laterTask)
const person = entity('Person', {
  id: 'serial',
  fields: { name: text({ required: true }), mother: one('Person', { inverse: 'children' }) },
  indexes: [unique('name', 'mother')],
})

function build(definitions: EntityDefinition[], lock?: Lock): { model: ModelIR; lock: Lock } {
  return buildModel(definitions, lock ? { lock } : {})
}

function sqliteWith(statements: readonly string[]): DatabaseSync {
  const db = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
  for (const statement of statements) db.exec(statement)
  return db
}

/** Everything SQLite knows of the tables; columns and constraints in no order, since adding puts them last. */
function sqliteShape(db: DatabaseSync): unknown {
  const all = (text: string): Record<string, unknown>[] =>
    db
      .prepare(text)
      .all()
      .map((row) => ({ ...row }))
  const sorted = (rows: Record<string, unknown>[]): string[] =>
    rows.map((row) => JSON.stringify({ ...row, cid: 0, id: 0, seq: 0 })).sort()
  return all(
    `select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name`,
  ).map(({ name, sql }) => ({
    name,
    columns: sorted(all(`pragma table_xinfo("${name}")`)),
    keys: sorted(all(`pragma foreign_key_list("${name}")`)),
    indexes: sorted(
      all(`select name, sql from sqlite_schema where type = 'index' and tbl_name = '${name}'`),
    ),
    triggers: sorted(
      all(`select name, sql from sqlite_schema where type = 'trigger' and tbl_name = '${name}'`),
    ),
    checks: [...String(sql).matchAll(/CHECK \(("\w+" IS NULL OR "\w+" IN \([^)]*\))\)/gi)]
      .map((found) => found[1])
      .sort(),
  }))
}

async function postgresShape(db: PGlite, schema: string): Promise<unknown> {
  const rows = async (text: string): Promise<unknown[]> => (await db.query(text, [schema])).rows
  return JSON.parse(
    JSON.stringify([
      await rows(`select table_name, column_name, data_type, collation_name, is_nullable, column_default, is_identity
        from information_schema.columns where table_schema = $1 order by 1, 2`),
      await rows(`select conname, pg_get_constraintdef(oid) as def from pg_constraint
        where connamespace = $1::regnamespace and contype <> 'n' order by 1`),
      await rows('select indexname, indexdef from pg_indexes where schemaname = $1 order by 1'),
    ]).replaceAll(`${schema}.`, ''),
  )
}

test('a key of another kind is refused with what to do', () => {
  const tree = (id: 'serial' | 'uuid7') => entity('Tree', { id, fields: { name: text() } })
  const leaf = entity('Leaf', { fields: { tree: one('Tree') } })
  const from = buildModel([tree('uuid7'), leaf])
  const { unsafe } = planMigration(
    from.model,
    buildModel([tree('serial'), leaf], { lock: from.lock }).model,
  )
  const said = new Map(unsafe.map(({ what, why }) => [what, why]))
  assert.match(said.get('trees.id') ?? '', /is the key.*make an entity of another name/)
})

describe('a relation that no longer goes through an entity', () => {
  const label = entity('Label', { fields: { name: text() } })
  const link = entity('Marking', {
    fields: { paper: one('Paper'), label: one('Label') },
  })
  const paper = (through: { through?: string }) =>
    entity('Paper', { fields: { labels: manyToMany('Label', through) } })
  const from = buildModel([label, link, paper({ through: 'Marking' })])
  const to = buildModel([label, link, paper({})], { lock: from.lock })

  test('is never emptied unasked', () => {
    const { unsafe } = planMigration(from.model, to.model)
    assert.deepEqual(
      unsafe.map(({ what, flags }) => [what, flags]),
      [['Paper.labels', ['--drop Paper.labels']]],
    )
    assert.match(unsafe[0]?.why ?? '', /stay in the records of Marking/)
  })

  test('begins without links when that is decided', () => {
    const { unsafe, operations } = planMigration(from.model, to.model, {
      drops: new Set(['Paper.labels']),
    })
    assert.deepEqual(unsafe, [])
    assert.ok(operations.some(({ kind }) => kind === 'createTable'))
  })
})

describe('createSql()', () => {
  const { model } = build(everythingModel)

  test('makes every table in SQLite', () => {
    const db = sqliteWith(createSql(model, 'sqlite'))
    const tables = db.prepare(`select name from sqlite_schema where type = 'table'`).all()
    const names = tables.map(({ name }) => String(name))
    for (const { table } of model.entities) assert.ok(names.includes(table), table)
    assert.deepEqual(db.prepare('pragma foreign_key_check').all(), [])
  })

  test('makes every table in PostgreSQL', async () => {
    const db = await PGlite.create()
    for (const statement of createSql(model, 'postgres')) await db.exec(statement)
    const found = await db.query(
      `select table_name from information_schema.tables where table_schema = 'public'`,
    )
    assert.ok(found.rows.length >= model.entities.length)
    await db.close()
  })

  test('indexes every foreign key', () => {
    const db = sqliteWith(createSql(model, 'sqlite'))
    const tables = db
      .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite%'`)
      .all()
    for (const { name } of tables) {
      const indexes = db
        .prepare(`select il.name as ix, (select name from pragma_index_info(il.name) where seqno = 0) as first
        from pragma_index_list('${name}') il where il.partial = 0`)
        .all()
      for (const key of db.prepare(`pragma foreign_key_list("${name}")`).all()) {
        assert.ok(
          indexes.some(({ first }) => first === key.from),
          `${name}.${key.from}`,
        )
      }
    }
  })

  test('lets a soft-deleted record free its unique values', () => {
    const codes = entity('Code', {
      fields: { code: text({ unique: true }) },
      softDelete: true,
      timestamps: false,
    })
    const db = sqliteWith(createSql(build([codes]).model, 'sqlite'))
    const add = (id: string, deletedAt: string | null) =>
      db
        .prepare('insert into "codes" ("id", "code", "deleted_at") values (?, ?, ?)')
        .run(id, 'A', deletedAt)
    add('1', '2026-01-01T00:00:00.000Z')
    add('2', null)
    assert.throws(() => add('3', null), /UNIQUE/)
  })
})

describe('planMigration()', () => {
  const first = build([tag, task])
  const later = build([tag, taskLater, person], first.lock)
  const plan = planMigration(first.model, later.model)

  test('finds nothing to do between equal models', () => {
    assert.deepEqual(planMigration(later.model, later.model), { operations: [], unsafe: [] })
  })

  test('is additive for new tables, columns, links and indexes, and for wider choices', () => {
    assert.deepEqual(plan.unsafe, [])
    assert.ok(plan.operations.every((operation) => operation.class === 'additive'))
  })

  test('leads to the same SQLite tables as a fresh start', () => {
    const migrated = sqliteWith(createSql(first.model, 'sqlite'))
    migrated.exec(
      `insert into "tasks" ("id", "title", "state", "created_at", "updated_at") values ('1', 't', 'open', 'x', 'x')`,
    )
    for (const statement of renderPlan(plan.operations, 'sqlite')) migrated.exec(statement)
    const fresh = sqliteWith(createSql(later.model, 'sqlite'))
    assert.deepEqual(sqliteShape(migrated), sqliteShape(fresh))
    assert.deepEqual(
      { ...migrated.prepare('select "title", "priority" from "tasks"').get() },
      { title: 't', priority: 3 },
    )
  })

  test('fills the index of words with the rows that are there, and keeps it current', () => {
    const db = sqliteWith(createSql(first.model, 'sqlite'))
    const add = (id: string, title: string): void => {
      db.exec(`insert into "tasks" ("id", "title", "state", "created_at", "updated_at")
        values ('${id}', '${title}', 'open', 'x', 'x')`)
    }
    add('1', 'Früh')
    for (const statement of renderPlan(plan.operations, 'sqlite')) db.exec(statement)
    const { id } = later.model.entities.find(({ name }) => name === 'Task') ?? { id: 0 }
    const table = `cambium_search_${id}`
    const found = (word: string): unknown[] =>
      db
        .prepare(
          `select r."id" from "${table}" join "${table}_rows" r on r."row" = "${table}"."rowid"
          where "${table}" match ? order by 1`,
        )
        .all(word)
        .map((row) => row.id)
    add('2', 'fruh auf')
    assert.deepEqual(found('fruh'), ['1', '2'])
    db.exec(`update "tasks" set "title" = 'spat', "notes" = 'notiz', "place" = '{"lat":1,"lng":2}'
      where "id" = '1'`)
    assert.deepEqual([found('fruh'), found('spat'), found('notiz')], [['2'], ['1'], ['1']])
    db.exec('vacuum')
    assert.deepEqual(found('spat'), ['1'])
    db.exec(`delete from "tasks" where "id" = '2'`)
    assert.deepEqual(found('fruh'), [])
    const places = db.prepare(`select name from sqlite_schema where name like 'cambium_geo%_rows'`)
    const rows = String(places.get()?.name)
    const boxes = db.prepare(`select "minLat", "maxLng" from "${rows.slice(0, -5)}"`)
    assert.deepEqual(
      boxes.all().map((row) => ({ ...row })),
      [{ minLat: 1, maxLng: 2 }],
    )
  })

  test('takes the index of words away when nothing is searched any more', () => {
    const quiet = entity('Task', {
      ...laterTask,
      indexes: [index('state', '-createdAt')],
      fields: { ...laterTask.fields, title: text({ required: true, max: 100 }), notes: text() },
    })
    const after = build([tag, quiet, person], later.lock).model
    const back = planMigration(later.model, after)
    assert.deepEqual(back.unsafe, [])
    const db = sqliteWith(createSql(later.model, 'sqlite'))
    for (const statement of renderPlan(back.operations, 'sqlite')) db.exec(statement)
    assert.deepEqual(sqliteShape(db), sqliteShape(sqliteWith(createSql(after, 'sqlite'))))
  })

  describe('on PostgreSQL', () => {
    let db: PGlite
    before(async () => {
      db = await PGlite.create()
    })

    test('leads to the same tables as a fresh start', async () => {
      await db.exec('create schema migrated; set search_path = migrated')
      for (const statement of createSql(first.model, 'postgres')) await db.exec(statement)
      for (const statement of renderPlan(plan.operations, 'postgres')) await db.exec(statement)
      const migrated = await postgresShape(db, 'migrated')
      await db.exec('create schema fresh; set search_path = fresh')
      for (const statement of createSql(later.model, 'postgres')) await db.exec(statement)
      assert.deepEqual(migrated, await postgresShape(db, 'fresh'))
      await db.close()
    })
  })

  test('says in words what would lose or need values', () => {
    const back = planMigration(later.model, first.model)
    assert.ok(back.unsafe.some(({ what, why }) => what === 'tasks.due_at' && why.includes('lost')))
    assert.ok(back.unsafe.some(({ what }) => what === 'people' || what === 'persons'))
    assert.deepEqual(back.unsafe.find(({ what }) => what === 'tasks.due_at')?.flags, [
      '--drop Task.dueAt',
    ])
    const strict = entity('Tag', {
      fields: { name: text({ required: true, unique: true }), kind: text({ required: true }) },
    })
    const needed = planMigration(first.model, build([strict, task], first.lock).model)
    assert.deepEqual(
      needed.unsafe.map(({ what }) => what),
      ['tags.kind'],
    )
  })

  test('makes a column unique that may hold duplicates, and stops where it does', () => {
    const uniqueTitle = entity('Task', {
      fields: {
        title: text({ required: true, max: 100, unique: true }),
        state: choice(['open', 'done'], { default: 'open' }),
      },
      softDelete: true,
    })
    const before = build([task])
    const stricter = planMigration(before.model, build([uniqueTitle], before.lock).model)
    assert.deepEqual(stricter.unsafe, [])
    const db = sqliteWith(createSql(before.model, 'sqlite'))
    db.exec(`insert into "tasks" ("id", "title", "state", "created_at", "updated_at")
      values ('1', 't', 'open', 'x', 'x'), ('2', 't', 'open', 'x', 'x')`)
    assert.throws(() => {
      for (const statement of renderPlan(stricter.operations, 'sqlite')) db.exec(statement)
    }, /tasks \(title\) must be unique and two rows have the same \(values: 1, one of them: .+\)/)
  })
})

describe('a unique column that gets another type', () => {
  test('stops where its values become the same', () => {
    const codes = (code: ReturnType<typeof text>) =>
      entity('Code', { fields: { code }, timestamps: false })
    const first = build([codes(text({ unique: true }))])
    const numbers = decimal({ unique: true }) as unknown as ReturnType<typeof text>
    const { operations } = planMigration(first.model, build([codes(numbers)], first.lock).model)
    const db = sqliteWith(createSql(first.model, 'sqlite'))
    db.exec(`insert into "codes" ("id", "code") values ('1', '1'), ('2', '1.0')`)
    assert.throws(() => {
      for (const statement of renderPlan(operations, 'sqlite')) db.exec(statement)
    }, /codes \(code\) must be unique and two rows have the same \(values: 1, one of them: .+\)/)
  })
})

describe('riskOf()', () => {
  test('says that older code can add no rows where a new column must have a value it does not give', () => {
    const first = build([tag])
    const kinds = entity('Tag', {
      fields: {
        name: text({ required: true, unique: true }),
        kind: text({ required: true }),
        size: int({ required: true, default: 1 }),
      },
    })
    const fills = new Map([['Tag.kind', 'x']])
    const { operations } = planMigration(first.model, build([kinds], first.lock).model, { fills })
    const badges = operations.map((operation) => riskOf(operation, new Set()).badge)
    assert.deepEqual(badges, ['locks', 'safe'])
  })
})

describe('riskOf() a database', () => {
  const sized = (options: object) => entity('Size', { fields: { size: int(options) } })
  const first = build([sized({})])
  const { operations } = planMigration(
    first.model,
    build([sized({ index: true })], first.lock).model,
  )
  const bigger = planMigration(first.model, build([sized({ default: 1 })], first.lock).model)

  test('says what only that one does', () => {
    const of = (dialect: 'sqlite' | 'postgres') =>
      operations.map((operation) => riskOf(operation, new Set(), [dialect]).means)
    assert.match(String(of('postgres')), /while others write/)
    assert.match(String(of('sqlite')), /writes wait until the migration is through/)
    const [size] = bigger.operations
    assert.ok(size)
    const rebuilt = new Set([size.table.key])
    assert.match(riskOf(size, rebuilt, ['sqlite']).means, /table is written anew/)
    assert.doesNotMatch(riskOf(size, rebuilt, ['postgres']).means, /anew/)
  })
})

describe('migrationFiles()', () => {
  test('holds the plan, one script a database and the model', () => {
    const { model } = build([tag, task])
    const files = migrationFiles({
      plan: planMigration(null, model),
      model,
      hashes: { storage: 'abc', api: '', policy: '' },
      previous: { id: '20260101T000000_before', to: 'old' },
      at: new Date('2026-11-20T09:10:42.123Z'),
      title: 'Add tags & tasks!',
    })
    const folder = 'migrations/20261120T091042_add_tags_tasks'
    assert.deepEqual(
      files.map(({ path }) => path),
      ['plan.json', 'sqlite.sql', 'postgres.sql', 'ir.json'].map((name) => `${folder}/${name}`),
    )
    const plan = JSON.parse(files[0]?.text ?? '')
    assert.deepEqual([plan.from, plan.to, plan.parents], ['old', 'abc', ['20260101T000000_before']])
    assert.match(files[1]?.text ?? '', /^CREATE TABLE "tags"[\s\S]*\n-- next\nCREATE TABLE "tasks"/)
    assert.deepEqual(JSON.parse(files[3]?.text ?? ''), model)
  })
})
