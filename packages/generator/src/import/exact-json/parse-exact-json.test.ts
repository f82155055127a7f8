import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseExactJson } from './parse-exact-json.ts'

test('whole numbers that a number would lose digits of stay texts, all else is what JSON says', () => {
  const text =
    '{"id":1234567890123456789,"small":[9007199254740991,-9007199254740993],"real":0.1234567890123456,"text":"12345678901234567890"}'
  assert.deepEqual(parseExactJson(text), {
    ...{ id: '1234567890123456789', small: [9007199254740991, '-9007199254740993'] },
    ...{ real: 0.1234567890123456, text: '12345678901234567890' },
  })
  assert.deepEqual(parseExactJson('[1,null,{"a":true}]'), [1, null, { a: true }])
})
