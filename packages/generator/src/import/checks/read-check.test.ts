import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CheckColumn, CheckPart } from './check-column.ts'
import { readCheck } from './read-check.ts'

const columns: CheckColumn[] = [
  { name: 'status', field: 'status', kind: 'text', nullable: false },
  { name: 'mood', field: 'mood', kind: 'choice', nullable: true, values: ['good', 'bad'] },
  { name: 'quantity', field: 'quantity', kind: 'int', nullable: false },
  { name: 'rating', field: 'rating', kind: 'int', nullable: true },
  { name: 'weight', field: 'weight', kind: 'float', nullable: true },
  { name: 'price', field: 'price', kind: 'decimal', nullable: false, scale: 2 },
  { name: 'views', field: 'views', kind: 'bigint', nullable: false },
  { name: 'cents', field: 'cents', kind: 'money', nullable: false, scale: 2 },
  { name: 'active', field: 'active', kind: 'bool', nullable: true },
  { name: 'starts_on', field: 'startsOn', kind: 'date', nullable: false },
  { name: 'ends_on', field: 'endsOn', kind: 'date', nullable: true },
  { name: 'made_at', field: 'madeAt', kind: 'datetime', nullable: true },
  { name: 'user_id', field: 'userId', kind: 'reference', nullable: true, value: 'integer' },
  { name: 'team_id', field: 'teamId', kind: 'reference', nullable: true },
  { name: 'email', field: 'email', kind: 'text', nullable: true },
]

const arrow = (text: string): CheckPart[] => [{ kind: 'arrow', arrow: text }]
const limits = (column: string, rest: object): CheckPart[] => [{ kind: 'limits', column, ...rest }]

describe('a CHECK of PostgreSQL is read as', () => {
  const cases: [sql: string, parts: CheckPart[] | null][] = [
    [
      "CHECK (((status)::text = ANY ((ARRAY['open'::character varying, 'closed'::character varying])::text[])))",
      [{ kind: 'choice', column: 'status', values: ['open', 'closed'] }],
    ],
    [
      "status = 'a' or status = 'b' or status in ('c', 'd''s')",
      [{ kind: 'choice', column: 'status', values: ['a', 'b', 'c', "d's"] }],
    ],
    [
      "CHECK ((status = ANY ('{a,b}'::text[])))",
      [{ kind: 'choice', column: 'status', values: ['a', 'b'] }],
    ],
    ['CHECK ((quantity > 0)) NOT VALID', limits('quantity', { min: 1 })],
    ['0 < quantity and quantity <= 10', limits('quantity', { min: 1, max: 10 })],
    ['rating is null or rating between 1 and 5', limits('rating', { min: 1, max: 5 })],
    ['quantity >= -1.5', limits('quantity', { min: -1 })],
    ['CHECK ((price > (0)::numeric))', limits('price', { min: '0.01' })],
    ['price < 10.005', limits('price', { max: '10.00' })],
    ['price > -0.005', limits('price', { min: '0.00' })],
    ["views >= '9007199254740993'::bigint", limits('views', { min: '9007199254740993' })],
    ['cents >= 9.99', limits('cents', { min: 999 })],
    ['weight > 0.5', arrow('(row) => row.weight === null || row.weight > 0.5')],
    ['weight >= 0.5', limits('weight', { min: 0.5 })],
    ['CHECK ((char_length((email)::text) >= 3))', limits('email', { min: 3 })],
    ["email <> ''", limits('email', { min: 1 })],
    ["trim(email) <> ''", limits('email', { pattern: '[^ ]' })],
    [
      "email ~* '^[a-z0-9._-]+@x\\.com$'",
      limits('email', { pattern: '^[a-zA-Z0-9._\\-]+@[xX]\\.[cC][oO][mM]$' }),
    ],
    ["(email)::text ~~ '%@%'::text", limits('email', { pattern: '@' })],
    ["email not like 'a_c%'", limits('email', { pattern: '^(?![\\s\\S]*(?:^a[\\s\\S]c))' })],
    ['rating is not null', [{ kind: 'required', column: 'rating' }]],
    ["starts_on > '1999-12-31'::date", limits('starts_on', { min: '2000-01-01' })],
    [
      "made_at >= '2000-01-01 00:00:00+02'::timestamp with time zone",
      limits('made_at', { min: '1999-12-31T22:00:00.000Z' }),
    ],
    ['ends_on >= starts_on', arrow('(row) => row.endsOn === null || row.endsOn >= row.startsOn')],
    [
      'ends_on is null or ends_on > starts_on',
      arrow('(row) => row.endsOn === null || row.endsOn > row.startsOn'),
    ],
    [
      'ends_on is not null and ends_on > starts_on',
      [
        { kind: 'required', column: 'ends_on' },
        ...arrow('(row) => row.endsOn === null || row.endsOn > row.startsOn'),
      ],
    ],
    [
      "not (status = 'done' and ends_on is null)",
      arrow("(row) => row.status !== 'done' || row.endsOn !== null"),
    ],
    [
      '(user_id is null) <> (team_id is null)',
      arrow('(row) => (row.userId === null) !== (row.teamId === null)'),
    ],
    [
      'num_nonnulls(user_id, team_id) = 1',
      arrow('(row) => (row.userId === null ? 0 : 1) + (row.teamId === null ? 0 : 1) === 1'),
    ],
    [
      '((user_id is not null)::integer + (team_id is not null)::integer) = 1',
      arrow('(row) => (row.userId !== null ? 1 : 0) + (row.teamId !== null ? 1 : 0) === 1'),
    ],
    [
      "case when status = 'done' then ends_on is not null else true end",
      arrow("(row) => row.status === 'done' ? row.endsOn !== null : true"),
    ],
    ['active', arrow('(row) => row.active !== false')],
    ['active is true', arrow('(row) => row.active === true')],
    [
      'not active or rating > 3',
      arrow('(row) => row.active !== true || row.rating === null || row.rating > 3'),
    ],
    ['coalesce(rating, 0) < quantity * 2', arrow('(row) => (row.rating ?? 0) < row.quantity * 2')],
    ['made_at <= now()', arrow('(row, { now }) => row.madeAt === null || row.madeAt <= now')],
    [
      "mood <> 'bad' or rating = 1",
      arrow("(row) => row.mood !== 'bad' || row.rating === null || row.rating === 1"),
    ],
    ['quantity in (1, 2, 3)', arrow('(row) => [1, 2, 3].includes(row.quantity)')],
    ['true', []],
    ['price > cents', null],
    ['price < 5 or price > 10', null],
    ["status > 'a'", null],
    ["email ~ '\\mword'", null],
    ['upper(status) = status', null],
    ['quantity % 2 = 0', null],
    ['quantity > (select 1)', null],
    ['nothing = 1', null],
    ["status = 'a'; drop table x", null],
    ['quantity >', null],
    ['', null],
  ]
  for (const [sql, parts] of cases) {
    test(sql, async () => assert.deepEqual(await readCheck(sql, columns, 'postgres'), parts))
  }
})

describe('a CHECK of SQLite is read as', () => {
  const cases: [sql: string, parts: CheckPart[] | null][] = [
    ['status IN ("a", "b")', [{ kind: 'choice', column: 'status', values: ['a', 'b'] }]],
    ['`Quantity` == 1 OR [quantity] = 2', arrow('(row) => [1, 2].includes(row.quantity)')],
    ['active IN (0, 1)', []],
    ['active = 1', arrow('(row) => row.active !== false')],
    ["email GLOB '[a-z]*@?*'", limits('email', { pattern: '^[a-z][\\s\\S]*@[\\s\\S]' })],
    ["email NOT GLOB '*[^0-9]*'", limits('email', { pattern: '^(?![\\s\\S]*(?:[^0-9]))' })],
    ["email LIKE 'a%'", limits('email', { pattern: '^[aA]' })],
    ['length(email) > 2 -- long enough', limits('email', { min: 3 })],
    ['quantity IS 1', null],
    ["email REGEXP 'a'", null],
  ]
  for (const [sql, parts] of cases) {
    test(sql, async () => assert.deepEqual(await readCheck(sql, columns, 'sqlite'), parts))
  }
})
