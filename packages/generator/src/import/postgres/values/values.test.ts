import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readArrayText } from './array-text.ts'
import { readHstoreText } from './hstore-text.ts'
import { valueReader } from './index.ts'
import { readPointBytes } from './point-bytes.ts'
import { readDateText, readInstantText } from './time-text.ts'

test('arrays are read with quotes, escapes, nulls, lists in lists and bounds', () => {
  assert.deepEqual(readArrayText('{}'), [])
  assert.deepEqual(readArrayText('{1,NULL,"NULL",""}'), ['1', null, 'NULL', ''])
  assert.deepEqual(readArrayText('{"a \\"b\\" \\\\",c d}'), ['a "b" \\', 'c d'])
  assert.deepEqual(readArrayText('{{1,2},{3,NULL}}'), [
    ['1', '2'],
    ['3', null],
  ])
  assert.deepEqual(readArrayText('[0:1]={a,b}'), ['a', 'b'])
  assert.deepEqual(readArrayText('{(1,1),(0,0);(2,2),(1,1)}', ';'), ['(1,1),(0,0)', '(2,2),(1,1)'])
})

test('an hstore is an object', () => {
  assert.deepEqual(readHstoreText('"a"=>"1", "b \\"c\\""=>NULL, "d"=>"x=>y"'), {
    ...{ a: '1', 'b "c"': null, d: 'x=>y' },
  })
  assert.deepEqual(readHstoreText(''), {})
})

test('a point of PostGIS is its latitude and longitude, in both byte orders, with and without a reference', () => {
  const vienna = { lng: 16.37, lat: 48.21 }
  const little = Buffer.alloc(25)
  little.writeUInt8(1, 0)
  little.writeUInt32LE(0x20000001, 1)
  little.writeUInt32LE(4326, 5)
  little.writeDoubleLE(vienna.lng, 9)
  little.writeDoubleLE(vienna.lat, 17)
  assert.deepEqual(readPointBytes(little.toString('hex')), vienna)
  const big = Buffer.alloc(21)
  big.writeUInt32BE(1, 1)
  big.writeDoubleBE(vienna.lng, 5)
  big.writeDoubleBE(vienna.lat, 13)
  assert.deepEqual(readPointBytes(big.toString('hex')), vienna)
  little.writeUInt32LE(0x20000002, 1)
  assert.equal(readPointBytes(little.toString('hex')), null)
  assert.equal(readPointBytes('01'), null)
})

test('times have milliseconds and are in UTC; other calendars than ours have six digits and a sign', () => {
  assert.equal(readInstantText('2024-02-29 12:30:45.123456+00'), '2024-02-29T12:30:45.123Z')
  assert.equal(readInstantText('2024-02-29 12:30:45'), '2024-02-29T12:30:45.000Z')
  assert.equal(readInstantText('0001-12-31 00:00:00+00 BC'), '0000-12-31T00:00:00.000Z')
  assert.equal(readInstantText('infinity'), '9999-12-31T23:59:59.999Z')
  assert.equal(readDateText('4713-01-01 BC'), '-004712-01-01')
  assert.equal(readDateText('20000-01-01'), '+020000-01-01')
  assert.equal(readDateText('-infinity'), '0001-01-01')
})

test('numbers stay what they are, as texts where JSON has no such number', () => {
  const big = valueReader({ kind: 'integer', bits: 64 }, 'int8')
  assert.deepEqual(['9007199254740991', '9007199254740992'].map(big), [
    9007199254740991,
    '9007199254740992',
  ])
  const real = valueReader({ kind: 'real' }, 'float8')
  assert.deepEqual(['1.5', 'NaN', '-Infinity'].map(real), [1.5, 'NaN', '-Infinity'])
  assert.equal(valueReader({ kind: 'bytes' }, 'bytea')('\\xdeadbeef'), '3q2+7w==')
  assert.equal(valueReader({ kind: 'time' }, 'time')('21:05:34.782537'), '21:05:34')
})
