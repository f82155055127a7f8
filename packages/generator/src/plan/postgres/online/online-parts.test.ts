import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  choice,
  computed,
  date,
  decimal,
  entity,
  geo,
  int,
  manyToMany,
  one,
  point,
  text,
  unique,
} from '@cambium/model'
import { PGlite } from '@electric-sql/pglite'
import { buildModel } from '../../../testing/index.ts'
import type { Operation } from '../../operation.ts'
import { planMigration } from '../../plan-migration.ts'
import { createSql, planParts } from '../../render-plan.ts'
import { riskOf } from '../../risk-of.ts'

type Fields = Parameters<typeof entity>[1]['fields']
type Options = Omit<Parameters<typeof entity>[1], 'fields'>
interface Form {
  fields: Fields
  options?: Options
  name?: string
}

const person = entity('Person', { fields: { name: text() } })

/** The steps from one form of an entity to another. */
function stepsBetween(old: Form, now: Form): Operation[] {
  const build = ({ fields, options, name = 'Task' }: Form) =>
    entity(name, { ...options, fields } as Parameters<typeof entity>[1])
  const first = buildModel([person, build(old)])
  const later = buildModel([person, build(now)], { lock: first.lock })
  const plan = planMigration(first.model, later.model)
  assert.deepEqual(plan.unsafe, [])
  return plan.operations
}

function kindsOf(operations: readonly Operation[]): string[] {
  return planParts(operations, 'postgres').map(({ kind, title }) => `${kind}: ${title}`)
}

describe('a migration of tables with rows', () => {
  test('is one transaction where each step takes a moment', () => {
    const steps = stepsBetween(
      { fields: { title: text(), size: int({ required: true }) } },
      {
        fields: {
          title: text(),
          size: int(),
          note: text(),
          n: int({ default: 3 }),
        },
      },
    )
    const [part, ...more] = planParts(steps, 'postgres')
    assert.deepEqual([part?.kind, part?.title, more], ['transaction', '', []])
    assert.ok(steps.every((step) => riskOf(step, new Set()).badge === 'safe'))
  })

  test('changes each table for itself, and those with other names together', () => {
    const form = (name: string, was: string | undefined, fields: Fields) =>
      entity(name, { fields, ...(was !== undefined && { was }) } as Parameters<typeof entity>[1])
    const names = ['One', 'Two', 'Three', 'Four']
    const first = buildModel(names.map((name) => form(name, undefined, { a: text() })))
    const changed = { a: text(), b: text() }
    const later = buildModel(
      [
        form('Five', 'One', { a: text() }),
        form('Six', 'Two', { a: text() }),
        form('Three', undefined, changed),
        form('Four', undefined, changed),
      ],
      { lock: first.lock },
    )
    const { operations } = planMigration(first.model, later.model)
    assert.deepEqual(kindsOf(operations), [
      'transaction: change the tables',
      'transaction: change fours',
      'transaction: change threes',
    ])
  })

  test('looks whether rows fit, fills them, and requires a value without making others wait', () => {
    const steps = stepsBetween(
      { fields: { title: text(), size: int() } },
      { fields: { title: text({ required: true, default: 'x' }), size: int({ required: true }) } },
    )
    assert.deepEqual(kindsOf(steps), [
      'transaction: look whether the rows fit',
      'transaction: change tasks',
      'batches: fill tasks.title',
      'transaction: hold new rows of tasks to what is required',
      'batches: fill tasks.title',
      'transaction: check the rows of tasks',
      'transaction: make tasks final',
    ])
    assert.deepEqual(
      steps.map((step) => riskOf(step, new Set()).badge),
      ['rewrites', 'safe'],
    )
  })

  test('adds constraints that hold for new rows first, and indexes while others write', () => {
    const steps = stepsBetween(
      { fields: { state: choice(['a', 'b']), code: text(), place: point() } },
      {
        fields: {
          state: choice(['a']),
          code: text({ unique: true }),
          place: point(),
          owner: one('Person', { inverse: 'tasks' }),
        },
        options: { indexes: [geo('place')] },
      },
    )
    const parts = planParts(steps, 'postgres')
    assert.deepEqual(
      parts.map(({ kind, title }) => `${kind}: ${title}`),
      [
        'transaction: look whether the rows fit',
        'transaction: change tasks',
        'transaction: check the rows of tasks',
        'transaction: look for rows of tasks that are the same',
        'outside: create index ux_2_12 on tasks',
        'outside: create index ix_2_14 on tasks',
        'outside: index the place of tasks',
      ],
    )
    assert.match(parts[1]?.statements.join(';') ?? '', /DROP CONSTRAINT "ck_2_11";.*NOT VALID/s)
    assert.ok(parts.slice(4).every(({ statements }) => /CONCURRENTLY/.test(statements[0] ?? '')))
    assert.ok(steps.every((step) => riskOf(step, new Set()).badge === 'safe'))
  })

  test('writes a table once for all its columns that become something else, and says so', () => {
    const steps = stepsBetween(
      { fields: { a: int(), b: int(), words: text(), d: decimal({ precision: 8, scale: 2 }) } },
      {
        fields: {
          a: text(),
          b: text({ default: 'x' }),
          words: text({ search: 'A' }),
          d: decimal({ precision: 12, scale: 2 }),
        },
      },
    )
    const written = planParts(steps, 'postgres').filter(({ title }) => /anew/.test(title))
    assert.equal(written.length, 1)
    assert.equal(written[0]?.statements.filter((text) => text.startsWith('ALTER')).length, 1)
    const badges = steps.map((step) => riskOf(step, new Set()).badge)
    assert.deepEqual(badges, ['rewrites', 'rewrites', 'safe', 'rewrites'])
  })

  test('follows a rename without making an index of words anew', () => {
    const fields = { words: text({ search: 'A' }) }
    const steps = stepsBetween({ fields }, { fields, name: 'Job', options: { was: 'Task' } })
    assert.ok(steps.some(({ kind }) => kind === 'createSideIndex'))
    const [part, ...more] = planParts(steps, 'postgres')
    assert.deepEqual([part?.statements, more], [['ALTER TABLE "tasks" RENAME TO "jobs"'], []])
  })

  test('carries links in batches, without rows that went away meanwhile', () => {
    const steps = stepsBetween(
      { fields: { owner: one('Person', { inverse: 'tasks' }) } },
      { fields: { owner: manyToMany('Person', { inverse: 'tasks' }) } },
    )
    const carried = planParts(steps, 'postgres').find(({ title }) => /was linked/.test(title))
    assert.match(carried?.statements[0] ?? '', /EXISTS.*"tasks".*EXISTS.*"people"/)
  })
})

describe('a column whose values are kept aside', () => {
  test('keeps what is written while it is copied', async () => {
    const db = await PGlite.create()
    const form = { title: text(), note: text() }
    const first = buildModel([person, entity('Task', { fields: form, timestamps: false })])
    const later = buildModel(
      [person, entity('Task', { fields: { title: text() }, timestamps: false })],
      { lock: first.lock },
    )
    const drops = new Set(['Task.note'])
    const at = new Date('2026-11-20T09:10:42.123Z')
    const { operations } = planMigration(first.model, later.model, { drops, at })
    for (const statement of createSql(first.model, 'postgres')) await db.exec(statement)
    await db.exec(
      `insert into "tasks" ("id", "note") values ('1', 'a'), ('2', 'b'), ('3', 'c'), ('4', null)`,
    )
    const parts = planParts(operations, 'postgres')
    assert.deepEqual(
      parts.map(({ title }) => title),
      ['make room for what is kept of tasks', 'keep tasks.note aside', 'change tasks'],
    )
    const writes = [
      `update "tasks" set "note" = 'A' where "id" = '1'; insert into "tasks" ("id", "note") values ('5', 'e')`,
      `update "tasks" set "note" = 'B' where "id" = '2'; delete from "tasks" where "id" = '3'`,
      '',
    ]
    for (const [index, { statements }] of parts.entries()) {
      for (const statement of statements) {
        await db.exec(statement.replace(':after', `''`).replace(':upto', `'9'`))
      }
      await db.exec(writes[index] ?? '')
    }
    const { rows } = await db.query(`select * from "_gone_2_12_20261120T091042" order by 1`)
    assert.deepEqual(rows, [
      { id: '1', note: 'A' },
      { id: '2', note: 'B' },
      { id: '4', note: null },
      { id: '5', note: 'e' },
    ])
    const left = await db.query(`select proname from pg_proc where proname like 'cambium%'`)
    assert.deepEqual(left.rows, [])
    await db.close()
  })
})

describe('rows that do not fit', () => {
  let db: PGlite
  before(async () => {
    db = await PGlite.create()
  })
  after(() => db.close())

  const old: Form = {
    fields: { code: text(), state: choice(['a', 'b']), size: text(), total: int() },
  }
  const cases: { name: string; from?: Fields; now: Form; row: string; sentence: RegExp }[] = [
    {
      name: 'are found by the names they have before renames',
      now: {
        name: 'Job',
        options: { was: 'Task' },
        fields: { kind: choice(['a'], { was: 'state' }), code: text(), size: text(), total: int() },
      },
      row: `'x', 'b', '1', 1`,
      sentence:
        /jobs\.kind holds a value that is no choice any more.*\(rows: \d+, one of them: .+\)/,
    },
    {
      name: 'are found by the values they will have',
      now: {
        fields: { code: text(), state: choice(['a', 'b']), size: decimal(), total: int() },
        options: { indexes: [unique('size', 'state')] },
      },
      row: `'x', 'b', '1', 1), ('2', now(), now(), 'y', 'b', '1.0', 1`,
      sentence: /tasks \(size, state\) must be unique/,
    },
    {
      name: 'are found where values of a unique column become the same',
      now: {
        fields: { ...old.fields, code: decimal({ unique: true }) },
      },
      from: { ...old.fields, code: text({ unique: true }) },
      row: `'1', 'b', '1', 1), ('2', now(), now(), '1.0', 'b', '2', 2`,
      sentence: /tasks \(code\) must be unique/,
    },
    {
      name: 'are found where a new column makes them the same',
      now: {
        fields: { ...old.fields, again: int({ default: 5 }) },
        options: { indexes: [unique('state', 'again')] },
      },
      row: `'x', 'b', '1', 1), ('2', now(), now(), 'y', 'b', '2', 2`,
      sentence: /tasks \(state, again\) must be unique/,
    },
    {
      name: 'are found where a text is no day of the calendar',
      now: { fields: { ...old.fields, size: date() } },
      row: `'x', 'b', '2026-02-30', 1`,
      sentence: /tasks\.size holds a value that is no date.*\(rows: \d+, one of them: .+\)/,
    },
  ]
  for (const { name, now, row, sentence, from = old.fields } of cases) {
    test(`${name}, and nothing is changed`, async () => {
      const steps = stepsBetween({ fields: from }, now)
      const [look] = planParts(steps, 'postgres')
      await db.exec('drop schema public cascade; create schema public')
      const first = buildModel([person, entity('Task', { fields: from })])
      for (const statement of createSql(first.model, 'postgres')) await db.exec(statement)
      await db.exec(
        `insert into "tasks" ("id", "created_at", "updated_at", "code", "state", "size", "total") values ('1', now(), now(), ${row})`,
      )
      const ran: string[] = []
      await assert.rejects(async () => {
        for (const statement of look?.statements ?? []) {
          ran.push(statement.slice(0, 3))
          await db.exec(statement)
        }
      }, sentence)
      assert.ok(ran.every((start) => start === 'DO '))
    })
  }

  test('of a formula are looked for once it is worked out', () => {
    const formula = computed(int(), (row: { total: number | null }) => (row.total ?? 0) + 1, {
      stored: true,
    })
    const steps = stepsBetween(old, {
      fields: { ...old.fields, next: formula },
      options: { indexes: [unique('next')] },
    })
    const kinds = kindsOf(steps)
    assert.ok(!kinds.some((kind) => /look whether/.test(kind)))
    assert.ok(
      kinds.findIndex((kind) => /that are the same/.test(kind)) >
        kinds.findIndex((kind) => /work out/.test(kind)),
    )
  })
})
