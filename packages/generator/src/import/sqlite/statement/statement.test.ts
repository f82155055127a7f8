import assert from 'node:assert/strict'
import { test } from 'node:test'
import { queryOfView, readIndexStatement, readTableStatement } from './index.ts'

test('checks are found wherever they stand, and nowhere else', () => {
  const { checks } = readTableStatement(`CREATE TABLE "t, (odd" (
    [check] text default 'check (no)', -- check (not this)
    a integer check(a>0) not null, b text constraint "the b" check /* why */ ( b <> ')' ),
    "constraint" text, c text default (coalesce(null, 'check (no)')),
    constraint last check ((a > 1) or (b is null)) check (a < 9)
  ) strict`)
  assert.deepEqual(checks, [
    { name: null, sql: 'a>0' },
    { name: 'the b', sql: "b <> ')'" },
    { name: 'last', sql: '(a > 1) or (b is null)' },
    { name: null, sql: 'a < 9' },
  ])
})

test('expressions of generated columns are found by the names of the columns in small letters', () => {
  const { generated } = readTableStatement(
    'create table t (a int, `Total Sum` int generated always as (a * (2 + 1)) stored, C as (upper(a) /* x */ || 1), d decimal(10, 2))',
  )
  assert.deepEqual(
    [...generated],
    [
      ['total sum', 'a * (2 + 1)'],
      ['c', 'upper(a) || 1'],
    ],
  )
})

test('a table that was made of a query has neither', () => {
  assert.deepEqual(readTableStatement('CREATE TABLE t(a INT, b TEXT)').checks, [])
  assert.deepEqual(readTableStatement('create table t').checks, [])
})

test('indexes tell their expressions without direction, and their condition', () => {
  assert.deepEqual(
    readIndexStatement(
      `create unique index "on (x)" on t (lower(a) desc, b collate nocase asc, "where") where c = 'where' and d in (1, 2)`,
    ),
    {
      items: ['lower(a)', 'b collate nocase', '"where"'],
      where: "c = 'where' and d in (1, 2)",
    },
  )
})

test('a view tells its query', () => {
  assert.equal(
    queryOfView('create view "as" (a, b) as with x as (select 1) select * from x'),
    'with x as (select 1) select * from x',
  )
})
