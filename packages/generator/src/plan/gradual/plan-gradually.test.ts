import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  bool,
  choice,
  decimal,
  entity,
  geo,
  index,
  int,
  manyToMany,
  one,
  point,
  text,
  unique,
} from '@cambium/model'
import { proveGradually } from '../../proof/index.ts'
import { buildModel } from '../../testing/index.ts'
import type { PlanOptions } from '../operation.ts'
import { planGradually } from './plan-gradually.ts'

type Fields = Parameters<typeof entity>[1]['fields']
type Options = Omit<Parameters<typeof entity>[1], 'fields'>
interface Form {
  fields: Fields
  options?: Options
  name?: string
}

const person = entity('Person', { fields: { name: text() } })
const tag = entity('Tag', { fields: { name: text() } })

function change(old: Form, now: Form, options: PlanOptions = {}) {
  const build = ({ fields, options: rest, name = 'Task' }: Form) =>
    entity(name, { ...rest, fields } as Parameters<typeof entity>[1])
  const first = buildModel([person, tag, build(old)])
  const later = buildModel([person, tag, build(now)], { lock: first.lock })
  const plan = planGradually(first.model, later.model, options)
  return { from: first.model, to: later.model, plan }
}

const root = import.meta.dirname

describe('a gradual change', () => {
  const cases: [string, Form, Form, PlanOptions?][] = [
    [
      'renames fields, one with an index, one that must have a value, one that is unique',
      {
        fields: {
          a: text({ required: true }),
          b: text(),
          c: text({ unique: true }),
          d: int({ default: 3 }),
        },
        options: { indexes: [index('b', '-a')] } as Options,
      },
      {
        fields: {
          one: text({ required: true, was: 'a' }),
          two: text({ was: 'b' }),
          three: text({ unique: true, was: 'c' }),
          four: int({ default: 3, was: 'd' }),
        },
        options: { indexes: [index('two', '-one')] } as Options,
      },
    ],
    [
      'renames a relation and a choice',
      {
        fields: {
          owner: one('Person', { onDelete: 'cascade', index: true }),
          state: choice(['open', 'done'], { default: 'open', index: true }),
        },
      },
      {
        fields: {
          holder: one('Person', { onDelete: 'cascade', index: true, was: 'owner' }),
          stage: choice(['open', 'done', 'late'], { default: 'open', index: true, was: 'state' }),
        },
      },
    ],
    [
      'drops required fields and relations',
      {
        fields: {
          a: text({ required: true, unique: true }),
          owner: one('Person', { required: true }),
          kept: text(),
        },
      },
      { fields: { kept: text() } },
      { drops: new Set(['Task.a', 'Task.owner']) },
    ],
    [
      'adds required fields, with and without a default',
      { fields: { a: text() } },
      {
        fields: {
          a: text(),
          kind: text({ required: true }),
          size: int({ default: 2 }),
          on: bool({ required: true, default: false }),
        },
      },
      { fills: new Map([['Task.kind', 'plain']]) },
    ],
    [
      'requires what was optional, and the other way round',
      { fields: { a: text(), b: text({ required: true }), c: int() } },
      { fields: { a: text({ required: true }), b: text(), c: int({ default: 5 }) } },
      { fills: new Map([['Task.a', 'none']]) },
    ],
    [
      'gives and takes choices, uniques, relations and digits',
      {
        fields: {
          state: choice(['open', 'done', 'gone']),
          code: text(),
          owner: one('Person', { onDelete: 'setNull' }),
          rate: decimal({ precision: 6, scale: 2 }),
        },
        options: { indexes: [unique('state', 'owner')] } as Options,
      },
      {
        fields: {
          state: choice(['open', 'done', 'late']),
          code: text({ unique: true }),
          owner: one('Person', { onDelete: 'cascade' }),
          rate: decimal({ precision: 9, scale: 2 }),
          tags: manyToMany('Tag'),
        },
      },
    ],
  ]
  for (const [what, old, now, options] of cases) {
    test(what, async () => {
      const claim = change(old, now, options)
      assert.deepEqual(claim.plan.unsafe, [])
      const proof = await proveGradually(root, claim)
      assert.deepEqual(proof.problems, [])
      assert.deepEqual(proof.databases, ['SQLite', 'PostgreSQL'])
    })
  }

  test('holds nothing in its first half that old code cannot bear', () => {
    const { plan } = change(
      { fields: { a: text({ required: true }), state: choice(['x', 'y']) } },
      { fields: { state: choice(['x']) }, options: { indexes: [unique('state')] } as Options },
      { drops: new Set(['Task.a']) },
    )
    const kinds = plan.contract.operations.map(({ kind }) => kind)
    assert.deepEqual(kinds, ['dropChoices', 'dropColumn', 'addChoices', 'createIndex'])
    assert.deepEqual(
      plan.expand.operations.map(({ kind }) => kind),
      ['changeColumn'],
    )
  })

  test('keeps values that are dropped, and throws away none but copies', () => {
    const { plan } = change(
      { fields: { a: text(), b: text() } },
      { fields: { c: text({ was: 'a' }) } },
      { drops: new Set(['Task.b']) },
    )
    const drops = plan.contract.operations.flatMap((step) =>
      step.kind === 'dropColumn' ? [[step.column.name, step.keptIn !== null]] : [],
    )
    assert.deepEqual(drops, [
      ['a', false],
      ['b', true],
    ])
  })
})

describe('a change that cannot be gradual', () => {
  const cases: [string, Form, Form, RegExp][] = [
    ['of a type', { fields: { a: int() } }, { fields: { a: text() } }, /another type/],
    [
      'of a table name',
      { fields: { a: int() } },
      { name: 'Job', fields: { a: int() }, options: { was: 'Task' } as Options },
      /table: 'tasks'/,
    ],
    [
      'of a linking table',
      { fields: { tags: manyToMany('Tag') } },
      { fields: { labels: manyToMany('Tag', { was: 'tags' }) } },
      /another table/,
    ],
    [
      'from one to many',
      { fields: { tag: one('Tag') } },
      { fields: { tag: manyToMany('Tag') } },
      /relation of another kind/,
    ],
    [
      'of a name that is searched',
      { fields: { a: text({ search: 'A' }) } },
      { fields: { b: text({ search: 'A', was: 'a' }) } },
      /column: 'a'/,
    ],
    [
      'of a place that is searched',
      { fields: { a: point() }, options: { indexes: [geo('a')] } as Options },
      { fields: { b: point({ was: 'a' }) }, options: { indexes: [geo('b')] } as Options },
      /column: 'a'/,
    ],
    [
      'of fewer digits',
      { fields: { a: decimal({ precision: 9 }) } },
      { fields: { a: decimal({ precision: 6 }) } },
      /another type/,
    ],
    [
      'to encrypted values',
      { fields: { a: text() } },
      { fields: { a: text({ encrypted: true }) } },
      /other values/,
    ],
  ]
  for (const [what, old, now, message] of cases) {
    test(`${what} says why`, () => {
      const { plan } = change(old, now)
      assert.equal(plan.unsafe.length, 1)
      assert.match(plan.unsafe[0]?.why ?? '', message)
      assert.deepEqual(plan.unsafe[0]?.flags, [])
    })
  }

  test('of names that change places says why', () => {
    const first = buildModel([entity('Task', { fields: { a: text(), b: text() } })])
    const lock = structuredClone(first.lock)
    const fields = lock.entities.Task?.fields ?? {}
    const [a, b] = [fields.a, fields.b]
    if (a && b) Object.assign(fields, { a: b, b: a })
    const later = buildModel([entity('Task', { fields: { a: text(), b: text() } })], { lock })
    const { unsafe } = planGradually(first.model, later.model)
    assert.match(unsafe[0]?.why ?? '', /takes the column name of/)
  })
})
