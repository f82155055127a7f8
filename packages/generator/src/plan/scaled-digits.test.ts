import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scaledDigits } from './scaled-digits.ts'

test('scaledDigits() counts the last digit', () => {
  const cases: [string, number, string][] = [
    ['12.5', 2, '1250'],
    ['-0.5', 1, '-5'],
    ['007', 0, '7'],
    ['0', 3, '0'],
    ['1.999', 2, '199'],
  ]
  for (const [text, scale, digits] of cases) assert.equal(scaledDigits(text, scale), digits, text)
})
