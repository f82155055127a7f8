import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AppError } from '../errors/index.ts'
import { scaleDecimal, unscaleDecimal } from './decimal.ts'

test('a decimal comes back from its digits as it was, at every scale', () => {
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 18n), 10n ** 18n),
      fc.integer({ min: 0, max: 18 }),
      (digits, scale) => {
        const text = unscaleDecimal(digits, scale)
        assert.equal(scaleDecimal(text, scale), digits)
        assert.ok(
          Math.abs(Number(text) - Number(digits) / 10 ** scale) <= Math.abs(Number(text)) * 1e-9,
        )
      },
    ),
  )
})

test('what is no decimal, or has too many digits behind the point, is refused', () => {
  for (const text of ['', '.', '1.', '.5', '1e3', 'NaN', '1,5', ' 1', '1.005', '--1']) {
    assert.throws(() => scaleDecimal(text, 2), AppError, text)
  }
  assert.equal(scaleDecimal('1.0500', 2), 105n)
  assert.equal(scaleDecimal(-0.5, 2), -50n)
})
