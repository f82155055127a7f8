import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SourceType } from '../../source/index.ts'
import { defaultOf } from './default-of.ts'

const instant: SourceType = { kind: 'instant', zoned: true }
const text: SourceType = { kind: 'text', max: null }

test('knows the time of now in each of its spellings', () => {
  const spellings = [
    'now()',
    'CURRENT_TIMESTAMP',
    'CURRENT_TIMESTAMP(3)',
    'LOCALTIMESTAMP',
    'transaction_timestamp()',
    '(now())::timestamp(0) without time zone',
    "('now'::text)::timestamp(6) with time zone",
    "(now() AT TIME ZONE 'utc'::text)",
    "(CURRENT_TIMESTAMP AT TIME ZONE 'UTC'::text)",
    "timezone('utc'::text, now())",
    "timezone('UTC'::text, CURRENT_TIMESTAMP)",
    "date_trunc('second'::text, now())",
    'CURRENT_DATE',
    "('now'::text)::date",
    '(now())::date',
  ]
  for (const sql of spellings) assert.deepEqual(defaultOf(sql, instant), { kind: 'now' }, sql)
})

test('takes another day, another zone and a text of now for an expression', () => {
  for (const sql of [
    "(now() + '1 day'::interval)",
    "(now() AT TIME ZONE 'Europe/Vienna'::text)",
    'CURRENT_DATE + 1',
  ]) {
    assert.deepEqual(defaultOf(sql, instant), { kind: 'sql', sql })
  }
  assert.equal(defaultOf('now()', text)?.kind, 'sql')
})

test('knows counters, new ids and constants', () => {
  const kindOf = (sql: string, type: SourceType): string | undefined => defaultOf(sql, type)?.kind
  assert.equal(
    kindOf('nextval(\'public."Odd_seq"\'::regclass)', { kind: 'integer', bits: 32 }),
    'counter',
  )
  assert.equal(kindOf("nextval('a_seq'::regclass)", text), 'sql')
  for (const sql of [
    'gen_random_uuid()',
    'uuid_generate_v4()',
    'extensions.uuid_generate_v4()',
    'public.uuid_generate_v7()',
    'uuidv7()',
    '(gen_random_uuid())::text',
  ]) {
    assert.equal(kindOf(sql, { kind: 'uuid' }), 'uuid', sql)
  }
  assert.equal(kindOf('nanoid(12)', text), 'shortId')
  assert.equal(kindOf("'draft'::text", text), 'constant')
  assert.equal(defaultOf('NULL::character varying', text), null)
  assert.equal(defaultOf(null, text), null)
})
