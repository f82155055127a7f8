import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entity, int, list, role, serialiseDefinition, text } from '@cambium/model'
import { hashModel } from '@cambium/model/hash'
import type { ModelIR } from '@cambium/model/ir'
import { describeApi } from '../emit/index.ts'
import { buildModel } from '../testing/index.ts'
import { compareModels, isBreaking } from './index.ts'

const task = entity('Task', { fields: { title: text() }, access: { read: 'public' } })

function withFunction(options: object | null): ModelIR {
  const logic = [
    {
      kind: 'function' as const,
      file: 'src/functions/add-up.ts',
      name: 'addUp',
      options: serialiseDefinition(options ?? {}),
    },
  ]
  return buildModel([task], { logic: options === null ? [] : logic }).model
}

const plain = {
  access: role('staff'),
  input: { first: int({ max: 9 }), second: int({ optional: true }) },
  output: { sum: int(), note: text({ optional: true }) },
}

const cases: [about: string, before: object | null, after: object | null, says: string[]][] = [
  ['a new one', null, plain, ['additive the function addUp, POST /api/functions/add-up, is new']],
  [
    'one that is gone',
    plain,
    null,
    ['breaking the function addUp, POST /api/functions/add-up, is gone'],
  ],
  [
    'one that is closed',
    plain,
    { ...plain, access: 'none' },
    ['breaking the function addUp, POST /api/functions/add-up, is gone'],
  ],
  [
    'another address',
    plain,
    { ...plain, path: '/sum' },
    ['breaking addUp is called by POST /api/sum, was POST /api/functions/add-up'],
  ],
  [
    'another method',
    plain,
    { ...plain, method: 'GET' },
    ['breaking addUp is called by GET /api/functions/add-up, was POST /api/functions/add-up'],
  ],
  [
    'a stream',
    plain,
    { ...plain, stream: 'ndjson' },
    ['breaking addUp gives a stream of ndjson, was an object'],
  ],
  [
    'nothing given',
    plain,
    { ...plain, output: undefined },
    [
      'breaking addUp gives nothing, was an object',
      'breaking addUp.sum is no longer given',
      'breaking addUp.note is no longer given',
    ],
  ],
  [
    'more that is needed',
    plain,
    { ...plain, input: { ...plain.input, more: text() } },
    ['breaking addUp.more must be sent'],
  ],
  [
    'more that may be sent',
    plain,
    { ...plain, input: { ...plain.input, more: text({ optional: true }) } },
    ['additive addUp.more may be sent'],
  ],
  [
    'less that is taken',
    plain,
    { ...plain, input: { first: int({ max: 9 }) } },
    ['breaking addUp.second is refused'],
  ],
  [
    'what was optional',
    plain,
    { ...plain, input: { first: int({ max: 9 }), second: int() } },
    ['breaking addUp.second must be sent'],
  ],
  [
    'a wider limit',
    plain,
    { ...plain, input: { ...plain.input, first: int({ max: 10 }) } },
    ['additive addUp.first: at most 10, was 9'],
  ],
  [
    'a narrower limit',
    plain,
    { ...plain, input: { ...plain.input, first: int({ max: 8 }) } },
    ['breaking addUp.first: at most 8, was 9'],
  ],
  [
    'another type',
    plain,
    { ...plain, input: { ...plain.input, first: list(int()) } },
    ['breaking addUp.first: array, was integer'],
  ],
  [
    'what may be missing',
    plain,
    { ...plain, output: { ...plain.output, sum: int({ optional: true }) } },
    ['breaking addUp.sum may be missing'],
  ],
  [
    'other words',
    plain,
    { ...plain, doc: 'Adds up.' },
    ['neutral addUp is described in other words'],
  ],
  ['another rule', plain, { ...plain, access: 'public' }, []],
]

for (const [about, before, after, says] of cases) {
  test(`what clients have to do about ${about} of a function is said`, () => {
    const [old, now] = [withFunction(before), withFunction(after)]
    const { api } = compareModels(old, now)
    assert.deepEqual(
      api.map((change) => `${change.effect} ${change.says}`),
      says,
    )
    const isSame = JSON.stringify(describeApi(old)) === JSON.stringify(describeApi(now))
    if (!isSame && about !== 'another rule') assert.ok(api.length > 0)
    if (hashModel(old).api !== hashModel(now).api) assert.ok(api.length > 0)
  })
}

test('who may call a function and could not, and the other way round', () => {
  const access = (rule: unknown): ModelIR => withFunction({ ...plain, access: rule })
  const words = (before: ModelIR, after: ModelIR): string[] =>
    compareModels(before, after).access.map(
      ({ effect, who, what }) => `${who.join(', ')} ${effect}: ${what}`,
    )
  assert.deepEqual(words(access(role('staff')), access('signedIn')), [
    'signed-in users, role admin gains: call addUp',
  ])
  assert.deepEqual(words(access('public'), access('none')), ['everybody loses: call addUp'])
  assert.deepEqual(words(withFunction(null), access(role('staff'))), [
    'role staff gains: call addUp',
  ])
  assert.ok(isBreaking(compareModels(access('public'), access('signedIn'))))
})
