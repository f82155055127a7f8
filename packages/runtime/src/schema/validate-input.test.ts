import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type InputMode, slugify, validateInput } from './index.ts'
import type { InputRules } from './validate-input.ts'

const rules: InputRules = {
  required: ['title', 'email'],
  fields: {
    title: { type: 'string', minLength: 2, maxLength: 5, normalise: ['trim'] },
    email: { type: 'string', format: 'email', normalise: ['trim', 'lower'] },
    state: { type: ['string', 'null'], enum: ['a', 'b'] },
    amount: { type: 'integer', minimum: 0, maximum: 10, multipleOf: 5 },
    dueAt: { type: ['string', 'null'], format: 'date-time' },
    ownerId: { type: ['string', 'null'], format: 'uuid' },
    count: { type: ['integer', 'null'] },
    ranks: { type: 'array', items: { type: 'integer' } },
    tags: { type: 'array', items: { type: 'string', maxLength: 3 }, maxItems: 2 },
    place: {
      type: ['object', 'null'],
      properties: { lat: { type: 'number' } },
      required: ['lat'],
      additionalProperties: false,
    },
    total: { type: 'integer', readOnly: true },
    sku: { type: 'string', writeOnce: true },
    note: { type: 'string', hidden: true },
  },
}

const good = { title: 'abc', email: 'a@b.co' }

function problems(mode: InputMode, input: unknown): string {
  return validateInput(rules, mode, input)
    .errors.map(({ path, code }) => `${path}:${code}`)
    .join(' ')
}

describe('validateInput()', () => {
  const refusals: [input: unknown, expected: string][] = [
    [null, ':type'],
    [[], ':type'],
    ['x', ':type'],
    [{}, 'title:required email:required'],
    [{ ...good, title: ' a ' }, 'title:too_short'],
    [{ ...good, title: 'abcdef' }, 'title:too_long'],
    [{ ...good, title: 5 }, 'title:type'],
    [{ ...good, title: null }, 'title:type'],
    [{ ...good, email: 'nope' }, 'email:format'],
    [{ ...good, state: 'c' }, 'state:choice'],
    [{ ...good, amount: '5' }, 'amount:type'],
    [{ ...good, amount: 1.5 }, 'amount:type'],
    [{ ...good, amount: -5 }, 'amount:too_small'],
    [{ ...good, amount: 15 }, 'amount:too_large'],
    [{ ...good, amount: 3 }, 'amount:step'],
    [{ ...good, count: 2 ** 53 }, 'count:too_large'],
    [{ ...good, count: -1e21 }, 'count:too_small'],
    [{ ...good, ranks: [1, 1e16] }, 'ranks.1:too_large'],
    [{ ...good, dueAt: 'tomorrow' }, 'dueAt:format'],
    [{ ...good, ownerId: '7' }, 'ownerId:format'],
    [{ ...good, tags: ['a', 'bbbb'] }, 'tags.1:too_long'],
    [{ ...good, tags: ['a', 'b', 'c'] }, 'tags:too_many'],
    [{ ...good, place: {} }, 'place.lat:required'],
    [{ ...good, place: { lat: 1, lng: 2 } }, 'place.lng:unknown'],
    [{ ...good, titel: 'x' }, 'titel:unknown'],
    [{ ...good, total: 1 }, 'total:read_only'],
    [{ ...good, note: 'x' }, 'note:unknown'],
    [JSON.parse('{"title":"abc","email":"a@b.co","__proto__":{"x":1}}'), '__proto__:unknown'],
    [{ ...good, constructor: 1 }, 'constructor:unknown'],
  ]
  for (const [input, expected] of refusals) {
    test(`refuses ${JSON.stringify(input)} with ${expected}`, () => {
      assert.equal(problems('create', input), expected)
    })
  }

  test('names the nearest field for a misspelt one', () => {
    const [error] = validateInput(rules, 'create', { ...good, titel: 'x' }).errors
    assert.equal(error?.message, 'is not a field of this record; did you mean "title"?')
  })

  test('says of a hidden field nothing that it would not say of any other name', () => {
    const messageOf = (name: string): string | undefined =>
      validateInput(rules, 'update', { [name]: 'x' }).errors[0]?.message
    assert.equal(messageOf('note'), messageOf('anything'))
    assert.equal(messageOf('not'), messageOf('anything'))
    assert.equal(
      validateInput(rules, 'serverUpdate', { not: 'x' }).errors[0]?.message.slice(-7),
      '"note"?',
    )
  })

  test('an update needs nothing, and refuses what is set once', () => {
    assert.equal(problems('update', {}), '')
    assert.equal(problems('update', { sku: 'x' }), 'sku:read_only')
    assert.equal(problems('create', { ...good, sku: 'x' }), '')
  })

  test('server code may set read-only and hidden fields, under the same limits', () => {
    assert.equal(problems('serverUpdate', { total: 1, note: 'x', sku: 'y' }), '')
    assert.equal(problems('serverUpdate', { total: 'x' }), 'total:type')
    assert.equal(problems('serverCreate', {}), 'title:required email:required')
  })

  test('brings values into their one form', () => {
    const { value } = validateInput(rules, 'create', {
      title: ' abc ',
      email: ' A@B.co ',
      dueAt: '2026-11-20T10:00:00+02:00',
      ownerId: '018F0000-0000-7000-8000-00000000ABCD',
      state: null,
    })
    assert.deepEqual(value, {
      title: 'abc',
      email: 'a@b.co',
      dueAt: '2026-11-20T08:00:00.000Z',
      ownerId: '018f0000-0000-7000-8000-00000000abcd',
      state: null,
    })
  })

  test('leaves the input as it was', () => {
    const input = { title: ' abc ', email: 'a@b.co' }
    validateInput(rules, 'create', input)
    assert.equal(input.title, ' abc ')
  })
})

describe('slugify()', () => {
  for (const [text, slug] of [
    ['Crème Brûlée!', 'creme-brulee'],
    ['  Food & Beverages ', 'food-beverages'],
    ['!!!', ''],
    ['Grün 42', 'grun-42'],
    ['Łódź, Straße & Æsir', 'lodz-strasse-aesir'],
    ['日本 №7', 'no7'],
    ['Привет', ''],
  ] as const) {
    test(`makes ${slug || 'nothing'} of ${text}`, () => assert.equal(slugify(text), slug))
  }

  test('cuts to a length, and never ends with a hyphen', () => {
    assert.equal(slugify('Food & Beverages', 6), 'food-b')
    assert.equal(slugify('Food & Beverages', 5), 'food')
  })
})
