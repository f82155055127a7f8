import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { choice, entity, index, int, type ModelIR, one, text } from '@cambium/model'
import { buildModel } from '../testing/index.ts'
import { migrationFiles, planBack, planMigration, renderPlan } from './index.ts'
import { operationWords } from './operation-words.ts'

const film = {
  adopted: true,
  table: 'film',
  id: { kind: 'uuid', column: 'film_id', stored: 'uuid' },
  fields: {
    title: text({ required: true }),
    rating: choice(['A', 'B'], { stored: 'film_rating' }),
    length: int({ column: 'len' }),
  },
  timestamps: false,
} as const

const changed = (more: object): ReturnType<typeof entity> =>
  entity('Film', { ...film, ...more } as never)

function planned(from: object | null, to: object, options = {}): ReturnType<typeof planMigration> {
  const start = from === null ? null : buildModel([changed(from)])
  return planMigration(
    start?.model ?? null,
    buildModel([changed(to)], start ? { lock: start.lock } : {}).model,
    options,
  )
}

describe('a table that others made', () => {
  test('is never made', () => {
    assert.deepEqual(planned(null, {}), { operations: [], unsafe: [] })
  })

  test('gets further columns and indexes', () => {
    const more = {
      fields: { ...film.fields, notes: text(), stars: int({ default: 3 }) },
      indexes: [index('length')],
    }
    const { operations, unsafe } = planned({}, more)
    assert.deepEqual(unsafe, [])
    assert.deepEqual(renderPlan(operations, 'sqlite'), [
      'ALTER TABLE "film" ADD COLUMN "notes" TEXT',
      'ALTER TABLE "film" ADD COLUMN "stars" INTEGER NOT NULL DEFAULT 3',
      'CREATE INDEX "ix_1_13" ON "film" ("len", "film_id")',
    ])
  })

  test('has a column already that the model comes to name with its type', () => {
    const more = { fields: { ...film.fields, words: text({ stored: 'tsvector, generated' }) } }
    assert.deepEqual(planned({}, more), { operations: [], unsafe: [] })
  })

  test('keeps what the model forgets, and what it says beyond the constraints of the table', () => {
    const fields = {
      title: text({ required: true, unique: false }),
      rating: choice(['A'], { required: true, default: 'A', stored: 'film_rating' }),
    }
    assert.deepEqual(planned({ indexes: [index('length')] }, { fields }), {
      operations: [],
      unsafe: [],
    })
    const start = buildModel([changed({})])
    const other = entity('Other', { fields: { name: text() } })
    const { operations } = planMigration(
      start.model,
      buildModel([other], { lock: start.lock }).model,
    )
    assert.deepEqual(operations.map(operationWords), [
      'create table others',
      'create index ix_2_-2 on others (created_at, id)',
    ])
  })

  const refused: [what: string, to: object, why: RegExp][] = [
    [
      'another type',
      { fields: { ...film.fields, length: text({ column: 'len' }) } },
      /another type/,
    ],
    [
      'another name of a column',
      { fields: { ...film.fields, length: int({ column: 'minutes' }) } },
      /is called minutes/,
    ],
    ['another name of the table', { table: 'movies' }, /is called movies/],
    [
      'a value that rows do not have',
      { fields: { ...film.fields, code: text({ required: true }) } },
      /Give it a default/,
    ],
  ]
  for (const [what, to, why] of refused) {
    test(`is not given ${what}`, () => {
      const { operations, unsafe } = planned({}, to)
      assert.deepEqual(operations, [])
      assert.match(unsafe.map((one) => one.why).join(), why)
      assert.deepEqual(
        unsafe.flatMap(({ flags }) => flags),
        [],
      )
    })
  }

  test('stays one of others when the model no longer says so', () => {
    const { operations, unsafe } = planned({}, { adopted: false, table: 'movies' })
    assert.deepEqual(operations, [])
    assert.match(unsafe[0]?.why ?? '', /is called movies/)
  })

  test('goes back by what was added, and by nothing else', () => {
    const from = buildModel([changed({})])
    const more = { fields: { ...film.fields, notes: text({ index: true }) } }
    const to = buildModel([changed(more)], { lock: from.lock })
    const at = new Date()
    const plan = planMigration(from.model, to.model, { at })
    const back = planBack({ from: from.model, to: to.model, plan, at })
    assert.deepEqual(
      back?.operations.map(({ kind }) => kind),
      ['dropIndex', 'dropColumn'],
    )
  })

  test('is pointed at by columns of its own type', () => {
    const model = filmAnd(entity('Note', { fields: { film: one('Film', { inverse: 'notes' }) } }))
    const { operations } = planMigration(null, model)
    assert.match(renderPlan(operations, 'postgres').join('\n'), /"film_id" uuid,/)
  })

  test('has scripts for the databases of its project only', () => {
    const model = {
      ...filmAnd(entity('Note', { fields: { text: text() } })),
      extra: { databases: ['postgres'] },
    }
    const files = migrationFiles({
      plan: planMigration(null, model),
      model,
      hashes: { storage: 's', api: 'a', policy: 'p' },
      previous: null,
      at: new Date(),
      title: 'notes',
    })
    assert.deepEqual(
      files.map(({ path }) => path.split('/')[2]),
      ['plan.json', 'postgres.sql', 'ir.json'],
    )
  })
})

function filmAnd(other: ReturnType<typeof entity>): ModelIR {
  return buildModel([changed({}), other]).model
}
