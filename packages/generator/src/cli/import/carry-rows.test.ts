import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EntityDesign } from '../../import/index.ts'
import { carryRecords } from './carry-rows.ts'

const entity = {
  source: { schema: null, name: 'prices' },
  key: { kind: 'serial', column: null, max: null, stored: null },
  extras: [{ column: 'amount', property: 'amount', carry: 'digits' }],
  fields: [],
} as unknown as EntityDesign

for (const [given, kept] of [
  ['12.500000000000000000000000000000', '12.5'],
  ['-7.000', '-7'],
  ['100', '100'],
  ['100.0', '100'],
  ['0.00', '0'],
  ['0.1234567891234', '0.1234567891234'],
  [1e-7, '0.0000001'],
  ['NaN', 'NaN'],
]) {
  test(`the digits ${given} come as ${kept}`, () => {
    const record = carryRecords(entity)({ amount: given ?? null }, 0)
    assert.equal(record.amount, kept)
  })
}
