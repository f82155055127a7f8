import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batches, hidePlaceholders, outside, scriptText, transaction } from './index.ts'

test('a script says of each part how it runs, and leaves out those with nothing to do', () => {
  const rows = { table: 'order "s"', key: 'id' }
  const text = scriptText([
    transaction('look', []),
    transaction('', ['one', 'two']),
    outside('make it', 'three'),
    batches('fill it', rows, 'four'),
  ])
  assert.equal(
    text,
    `one
-- next
two
-- commit
-- outside
-- title: make it
three
-- commit
-- batches of "order ""s""" by "id"
-- title: fill it
four
`,
  )
  assert.equal(scriptText([]), '')
})

test('a value that reads like a placeholder is written so that it is none', () => {
  const hidden = hidePlaceholders(
    `set "a" = ':after it''s \\ :upto', "b" = 'x' where "id" > :after`,
  )
  assert.equal(
    hidden,
    `set "a" = E'\\x3aafter it''s \\\\ \\x3aupto', "b" = 'x' where "id" > :after`,
  )
})
