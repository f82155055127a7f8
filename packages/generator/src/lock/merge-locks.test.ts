import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Lock } from '@cambium/model/check'
import fc from 'fast-check'
import { mergeLocks, type Rank, rankIdentities, renumberedWords, separateNumbers } from './index.ts'

type Fields = { [name: string]: number }
type Entities = { [name: string]: [id: number, fields: Fields, gone?: { [id: string]: string }] }

function lockOf(entities: Entities, gone?: { [id: string]: string }): Lock {
  const locked = Object.entries(entities).map(([name, [id, fields, goneFields]]) => [
    name,
    {
      id,
      table: name.toLowerCase(),
      fields: Object.fromEntries(
        Object.entries(fields).map(([field, number]) => [field, [number, field]]),
      ),
      ...(goneFields && { gone: goneFields }),
    },
  ])
  return { version: 1, entities: Object.fromEntries(locked), ...(gone && { gone }) }
}

const nothing: Rank = rankIdentities({ main: null, saved: { ours: null, theirs: null } })
const base = lockOf({ Task: [1, { title: 11, id: 1 }] })

function merged(ours: Entities, theirs: Entities, rank = nothing, from: Lock | null = base) {
  const result = mergeLocks({ base: from, ours: lockOf(ours), theirs: lockOf(theirs) }, rank)
  const fields = Object.fromEntries(
    Object.entries(result.lock.entities).map(([name, { id, fields: all }]) => [
      name,
      [id, Object.fromEntries(Object.entries(all).map(([field, [number]]) => [field, number]))],
    ]),
  )
  return { ...result, fields, words: result.renumbered.map(renumberedWords) }
}

describe('mergeLocks', () => {
  test('keeps the numbers of both sides where they differ', () => {
    const { fields, renumbered, conflicts } = merged(
      { Task: [1, { title: 11, due: 12, id: 1 }] },
      { Task: [1, { title: 11, id: 1 }], Tag: [2, { name: 11, id: 1 }] },
    )
    assert.deepEqual(fields, {
      Task: [1, { title: 11, id: 1, due: 12 }],
      Tag: [2, { name: 11, id: 1 }],
    })
    assert.deepEqual([renumbered, conflicts], [[], []])
  })

  test('gives the second of two that took one number the next one', () => {
    const { fields, words } = merged(
      { Task: [1, { title: 11, due: 12, id: 1 }], Tag: [2, { name: 11, id: 1 }] },
      { Task: [1, { title: 11, stars: 12, id: 1 }], Team: [2, { name: 11, id: 1 }] },
    )
    assert.deepEqual(fields, {
      Task: [1, { title: 11, id: 1, due: 12, stars: 13 }],
      Tag: [2, { name: 11, id: 1 }],
      Team: [3, { name: 11, id: 1 }],
    })
    assert.deepEqual(words, [
      'Team has the number 3, was 2',
      'Task.stars has the number 13, was 12',
    ])
  })

  test('keeps the number that the main branch has, whoever merges whom', () => {
    const main = lockOf({ Task: [1, { title: 11, stars: 12, id: 1 }] })
    const rank = rankIdentities({ main, saved: { ours: null, theirs: null } })
    const { fields, words } = merged(
      { Task: [1, { title: 11, due: 12, id: 1 }] },
      { Task: [1, { title: 11, stars: 12, id: 1 }] },
      rank,
    )
    assert.deepEqual(fields.Task, [1, { title: 11, id: 1, stars: 12, due: 13 }])
    assert.deepEqual(words, ['Task.due has the number 13, was 12'])
  })

  test('one thing that both made keeps one number', () => {
    const { fields, words } = merged(
      { Task: [1, { title: 11, due: 12, id: 1 }] },
      { Task: [1, { title: 11, stars: 12, due: 13, id: 1 }] },
    )
    assert.deepEqual(fields.Task, [1, { title: 11, id: 1, due: 12, stars: 14 }])
    assert.deepEqual(words, [
      'Task.due has the number 12, was 13',
      'Task.stars has the number 14, was 12',
    ])
  })

  test('a rename on one side stays a rename, two different ones are for a person', () => {
    const one = merged(
      { Task: [1, { name: 11, id: 1 }] },
      { Task: [1, { title: 11, x: 12, id: 1 }] },
    )
    assert.deepEqual(one.fields.Task, [1, { name: 11, id: 1, x: 12 }])
    const two = merged({ Task: [1, { name: 11, id: 1 }] }, { Task: [1, { label: 11, id: 1 }] })
    assert.deepEqual(two.conflicts, ['Task: title is called name and label'])
  })

  test('what one side took away is gone, unless the other changed it', () => {
    const gone = merged(
      { Task: [1, { id: 1 }, { '11': 'title' }] },
      { Task: [1, { title: 11, id: 1 }] },
    )
    assert.deepEqual(gone.lock.entities.Task?.gone, { '11': 'title' })
    const kept = merged(
      { Task: [1, { id: 1 }, { '11': 'title' }] },
      { Task: [1, { name: 11, id: 1 }] },
    )
    assert.deepEqual(kept.fields.Task, [1, { id: 1, name: 11 }])
    assert.equal(kept.lock.entities.Task?.gone, undefined)
  })

  test('without what both come from, everything stays alive', () => {
    const { fields, words } = merged(
      { Task: [1, { title: 11, due: 12, id: 1 }] },
      { Task: [1, { title: 11, stars: 12, id: 1 }], Tag: [2, { name: 11, id: 1 }] },
      nothing,
      null,
    )
    assert.deepEqual(fields, {
      Task: [1, { title: 11, id: 1, due: 12, stars: 13 }],
      Tag: [2, { name: 11, id: 1 }],
    })
    assert.deepEqual(words, ['Task.stars has the number 13, was 12'])
  })

  test('whatever two branches add, every name keeps an identity and no number is given twice', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 })
    const side = names.map((added) =>
      lockOf({
        Task: [
          1,
          { title: 11, id: 1, ...Object.fromEntries(added.map((name, at) => [name, 12 + at])) },
        ],
      }),
    )
    fc.assert(
      fc.property(side, side, fc.boolean(), (ours, theirs, hasBase) => {
        const { lock, conflicts } = mergeLocks(
          { base: hasBase ? base : null, ours, theirs },
          nothing,
        )
        const fields = Object.entries(lock.entities.Task?.fields ?? {})
        const expected = new Set(
          [ours, theirs].flatMap((one) => Object.keys(one.entities.Task?.fields ?? {})),
        )
        assert.deepEqual(new Set(fields.map(([name]) => name)), expected)
        assert.equal(new Set(fields.map(([, [id]]) => id)).size, fields.length)
        assert.deepEqual(conflicts, [])
        for (const [name, [id]] of Object.entries(ours.entities.Task?.fields ?? {})) {
          assert.equal(lock.entities.Task?.fields[name]?.[0], id, 'ours keep their numbers')
        }
      }),
      { seed: 20_261_120, numRuns: 300 },
    )
  })
})

test('numbers that a merge of lines left twice are told apart, the spread one keeps its own', () => {
  const lock = lockOf({
    Task: [1, { title: 11, due: 12, stars: 12, id: 1 }],
    Tag: [2, { name: 11, id: 1 }],
    Team: [2, { name: 11, id: 1 }],
  })
  const main = lockOf({ Task: [1, { stars: 12 }], Team: [2, { name: 11 }] })
  const rank = rankIdentities({ main, saved: { ours: null, theirs: null } })
  const { lock: separated, renumbered } = separateNumbers(lock, rank)
  assert.deepEqual(renumbered.map(renumberedWords), [
    'Tag has the number 3, was 2',
    'Task.due has the number 13, was 12',
  ])
  assert.equal(separated.entities.Team?.id, 2)
  assert.deepEqual(separateNumbers(separated, rank).renumbered, [])
})
