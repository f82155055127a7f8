import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isConstantExpression } from './constant-expression.ts'

test('takes what is the same for everybody at any time for a constant', () => {
  const constants = [
    "'draft'::character varying",
    "'it''s'::text",
    "E'line\\nbreak'::text",
    '42',
    "'-1'::integer",
    '(-1.5)',
    '1e10',
    'true',
    "'{}'::jsonb",
    "'{}'::text[]",
    "ARRAY['a'::text, 'b'::character varying(10)]",
    'ARRAY[1, 2]::numeric(10,2)[]',
    "'2020-01-31'::date",
    "'2020-01-31 10:00:00+00'::timestamp(3) with time zone",
    '\'so-so\'::"Odd Schema".mood',
    "'01:00:00'::interval",
    "'a'::public.mood",
    'NULL::character varying',
  ]
  for (const sql of constants) assert.equal(isConstantExpression(sql), true, sql)
})

test('takes what calls, names or moves for none', () => {
  const others = [
    'now()',
    'CURRENT_USER',
    "nextval('a'::regclass)",
    "lower('A'::text)",
    "'now'::timestamp without time zone",
    "'today'::date",
    'CURRENT_DATE + 1',
    '2 * 21',
    "'a'::text || 'b'::text",
    '"column"',
    "current_setting('app.tenant'::text)",
    '',
  ]
  for (const sql of others) assert.equal(isConstantExpression(sql), false, sql)
})
