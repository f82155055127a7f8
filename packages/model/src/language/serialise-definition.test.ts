import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serialiseDefinition } from './serialise-definition.ts'
import { text } from './text-fields.ts'

test('arrows become their text', () => {
  assert.deepEqual(serialiseDefinition({ read: [(t: { open: boolean }) => t.open] }), {
    read: [{ $arrow: '(t                   ) => t.open' }],
  })
})

test('what is not given is left out', () => {
  assert.deepEqual(serialiseDefinition({ a: undefined, b: null }), { b: null })
})

test('what JSON cannot hold is described', () => {
  assert.deepEqual(
    serialiseDefinition([1n, Number.NaN, new Date(0), /a/, new Map(), Symbol('s'), undefined]),
    [
      { $bigint: '1' },
      { $unsupported: 'NaN' },
      { $unsupported: 'a Date' },
      { $unsupported: 'a RegExp' },
      { $unsupported: 'a Map' },
      { $unsupported: 'Symbol(s)' },
      { $unsupported: 'undefined' },
    ],
  )
})

test('an object that contains itself ends', () => {
  const circle: { self?: unknown } = {}
  circle.self = circle
  assert.deepEqual(serialiseDefinition(circle), {
    self: { $unsupported: 'an object that contains itself' },
  })
})

test('a property written as __proto__ is not lost', () => {
  const serialised = serialiseDefinition({ fields: { __proto__: text() } })
  assert.match(JSON.stringify(serialised), /"__proto__":\{"cambium":"field"/)
})

test('the result survives JSON', () => {
  const serialised = serialiseDefinition(text({ max: 5 }))
  assert.deepEqual(JSON.parse(JSON.stringify(serialised)), serialised)
})
