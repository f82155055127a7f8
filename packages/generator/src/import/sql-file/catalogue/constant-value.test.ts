import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SourceType } from '../../source/index.ts'
import { readText } from './constant-value.ts'

const instant: SourceType = { kind: 'instant', zoned: true }
const cents: SourceType = { kind: 'decimal', precision: 10, scale: 2 }

describe('the text of a literal becomes the value that PostgreSQL would keep', () => {
  const cases: [text: string, type: SourceType, value: unknown, base?: string][] = [
    ['2009/1/1', instant, '2009-01-01T00:00:00.000Z'],
    ['1/31/2009', instant, '2009-01-31T00:00:00.000Z'],
    ['2009-01-31 9:05', instant, '2009-01-31T09:05:00.000Z'],
    ['2009-01-31 09:05:01.123456+02', instant, '2009-01-31T07:05:01.123Z'],
    ['2009-01-31T09:05:01-05:30', instant, '2009-01-31T14:35:01.000Z'],
    ['2009-01-31 23:05:01Z', instant, '2009-01-31T23:05:01.000Z'],
    ['8-Jan-1999', { kind: 'date' }, '1999-01-08'],
    ['January 8, 1999', { kind: 'date' }, '1999-01-08'],
    ['19990108', { kind: 'date' }, '1999-01-08'],
    ['1999-01-08', { kind: 'date' }, '1999-01-08'],
    ['9:05', { kind: 'time' }, '09:05:00'],
    ['$1,234.5', cents, '1234.50'],
    ['-0.005', cents, '-0.01'],
    ['0.004', cents, '0.00'],
    ['1e3', cents, '1000.00'],
    ['12', { kind: 'decimal', precision: null, scale: null }, '12'],
    ['yes', { kind: 'boolean' }, true],
    ['off', { kind: 'boolean' }, false],
    ['1 year 2 mons -3 days 04:05:06.5', { kind: 'duration' }, 'P1Y2M-3DT4H5M6.5S'],
    ['90 minutes', { kind: 'duration' }, 'PT1H30M'],
    ['-1 day', { kind: 'duration' }, 'P-1D'],
    ['0', { kind: 'duration' }, 'PT0S'],
    ['\\x00ff', { kind: 'bytes' }, 'AP8='],
    ['plain', { kind: 'bytes' }, 'cGxhaW4='],
    ['9007199254740993', { kind: 'integer', bits: 64 }, '9007199254740993'],
    ['{a,"b c",NULL}', { kind: 'list', of: { kind: 'text', max: null } }, ['a', 'b c', null]],
    ['{"a": [1]}', { kind: 'json' }, { a: [1] }, 'jsonb'],
    [
      'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11',
      { kind: 'uuid' },
      'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
    ],
    ['soon', instant, 'soon'],
  ]
  for (const [text, type, value, base = ''] of cases) {
    test(`${type.kind} ${text}`, () => assert.deepEqual(readText(text, { type, base }), value))
  }
})
