import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import {
  type Chance,
  calls,
  fuzzColumns,
  passesParts,
  randomCheck,
  randomRow,
} from './fuzz/index.ts'
import { readCheck } from './read-check.ts'
import { readExpression } from './read-expression.ts'

const isLong = process.env.CAMBIUM_FUZZ === 'long'
const checks = isLong ? 20_000 : 1_500
const rowsAWorld = 24

function seeded(seed: number): Chance {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

const types: Readonly<Record<string, string>> = {
  int: 'integer',
  float: 'double precision',
  text: 'text',
  bool: 'boolean',
  date: 'date',
}
const columns = fuzzColumns.map(({ name, kind }) => `${name} ${types[kind]}`).join(', ')
const chance = seeded(20_260_101)
const rows = Array.from({ length: rowsAWorld }, () => randomRow(chance))
const table = `create table r (n integer primary key, ${columns});`
const insert = (dialect: 'sqlite' | 'postgres'): string =>
  rows
    .map(
      (row, n) =>
        `insert into r values (${[n, ...[...row.values()].map((one) => one[dialect])].join(', ')});`,
    )
    .join('\n')

/** TypeScript alone knows a zero below zero. */
function withoutSign(value: unknown): unknown {
  return value === 0 ? 0 : value
}

describe('what is read of random checks', async () => {
  const sqlite = new DatabaseSync(':memory:')
  const postgres = new PGlite()
  sqlite.exec(table + insert('sqlite'))
  await postgres.exec(table + insert('postgres'))
  after(async () => {
    sqlite.close()
    await postgres.close()
  })

  const bySqlite = (sql: string): boolean[] =>
    sqlite
      .prepare(`select coalesce(${sql}, 1) as passes from r order by n`)
      .all()
      .map(({ passes }) => passes !== 0)
  const byPostgres = async (sql: string): Promise<boolean[]> => {
    const { rows: found } = await postgres.query<{ passes: boolean }>(
      `select coalesce(${sql}, true) as passes from r order by n`,
    )
    return found.map(({ passes }) => passes)
  }

  test(`lets the rows pass that SQLite and PostgreSQL let pass (${checks} checks)`, async () => {
    let said = 0
    let arrows = 0
    let refusing = 0
    for (let n = 0; n < checks; n += 1) {
      const sql = randomCheck(chance)
      const parts = await readCheck(sql, fuzzColumns, n % 2 === 0 ? 'sqlite' : 'postgres')
      if (parts === null) continue
      said += 1
      if (parts.some((part) => part.kind === 'arrow')) arrows += 1
      const ours = rows.map((row) => passesParts(parts, row))
      if (ours.includes(false)) refusing += 1
      const written = JSON.stringify(parts)
      assert.deepEqual(ours, bySqlite(sql), `${sql}\n${written}`)
      assert.deepEqual(ours, await byPostgres(sql), `${sql}\n${written}`)
    }
    assert.ok(said > checks * 0.4, `${said} of ${checks} can be said`)
    assert.ok(arrows > checks * 0.2, `${arrows} of them are arrows`)
    assert.ok(refusing > checks * 0.2, `${refusing} of them refuse rows`)
  })

  test('gives the values of generated columns that both databases give', async () => {
    const expressions = [
      'a + b * 2',
      'a - (b - 1)',
      'coalesce(b, 5) * a',
      "s || '-' || t",
      "s || coalesce(t, 'none')",
      'a > 1 and p',
      '(b is null) or p',
      "case when p then 'yes' else 'no' end",
      'f * 2',
    ]
    for (const sql of expressions) {
      const read = await readExpression(sql, fuzzColumns, 'postgres')
      assert.ok(read !== null, sql)
      const ours = rows.map((row) => withoutSign(calls(read.arrow, row)))
      const { rows: found } = await postgres.query<{ v: unknown }>(
        `select ${sql} as v from r order by n`,
      )
      assert.deepEqual(
        ours,
        found.map(({ v }) => v),
        `${sql}\n${read.arrow}`,
      )
      const lite = sqlite.prepare(`select ${sql} as v from r order by n`).all()
      const asOurs =
        read.value === 'boolean' ? lite.map(({ v }) => v === 1) : lite.map(({ v }) => v)
      assert.deepEqual(ours, asOurs, `${sql}\n${read.arrow}`)
    }
    const unsaid = [
      'a / 2',
      'upper(s)',
      'a % 2',
      "to_char(d, 'YYYY')",
      'now()',
      'length(s)',
      'a > b',
    ]
    for (const sql of unsaid)
      assert.equal(await readExpression(sql, fuzzColumns, 'postgres'), null, sql)
  })
})
