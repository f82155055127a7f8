import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import {
  type PostgresConnection,
  readPostgres,
} from '../../packages/generator/src/import/postgres/index.ts'
import type {
  OpenSource,
  SourceRow,
  SourceTable,
} from '../../packages/generator/src/import/source/index.ts'
import { sqlFileReader } from '../../packages/generator/src/import/sql-file/index.ts'
import { hardScript } from './index.ts'

/** Everything as the text that the server sends. */
const asText = Object.fromEntries(
  Array.from({ length: 20_000 }, (_, oid) => [oid, (value: string) => value]),
)

function connectionOf(db: PGlite): PostgresConnection {
  return {
    async query(sql) {
      const { rows } = await db.query<unknown[]>(sql, [], { rowMode: 'array', parsers: asText })
      return rows.map((row) => row.map((value) => (value === null ? null : String(value))))
    },
    close: () => db.close(),
  }
}

async function rowsOf({ rows }: OpenSource, table: SourceTable): Promise<SourceRow[]> {
  const all: SourceRow[] = []
  for await (const batch of rows?.read(table, { after: null, size: 50 }) ?? [])
    all.push(...batch.rows)
  return all
}

/** What is compared of a table; checks and expressions are printed in another way by the server. */
function shapeOf(table: SourceTable): unknown {
  const sorted = (parts: unknown[]): unknown[] =>
    parts.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return {
    columns: table.columns.map((column) => ({
      ...column,
      generated: column.generated?.stored ?? null,
      default: column.default?.kind === 'sql' ? 'an expression' : column.default,
    })),
    doc: table.doc,
    primaryKey: table.primaryKey,
    uniques: sorted(table.uniques.map(({ columns }) => columns)),
    foreignKeys: sorted(table.foreignKeys.map((key) => ({ ...key, name: null }))),
    checks: table.checks.length,
    indexes: sorted(
      table.indexes.map((index) => ({
        name: index.name,
        unique: index.unique,
        method: index.method,
        columns: index.columns.map(({ name, descending }) => [name, descending]),
        isPartial: index.where !== null,
      })),
    ),
  }
}

describe('a file of PostgreSQL is read as the database it makes is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-sql-files-'))
  const file = join(folder, 'hard.sql')
  let live: OpenSource
  let source: OpenSource
  before(async () => {
    const script = hardScript('postgres')
    writeFileSync(file, script)
    const db = new PGlite()
    await db.exec(script)
    live = await readPostgres(connectionOf(db), { schemas: [], progress: () => {} })
    source = await sqlFileReader.open({
      source: file,
      schemas: [],
      dialect: null,
      progress: () => {},
    })
  })
  after(async () => {
    await live.close()
    await source.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const key = ({ schema, name }: SourceTable): string => `${schema}.${name}`
  const found = (table: SourceTable): SourceTable => {
    const same = source.schema.tables.find((one) => key(one) === key(table))
    assert.ok(same, key(table))
    return same
  }

  test('with the same tables and views', () => {
    const names = ({ schema }: OpenSource): string[] =>
      schema.tables.map((table) => `${key(table)} ${table.kind}`).toSorted()
    assert.deepEqual(names(source), names(live))
    assert.ok(source.schema.tables.length > 30)
  })

  test('with the same columns, keys, relations and indexes', () => {
    for (const table of live.schema.tables.filter(({ kind }) => kind === 'table')) {
      assert.deepEqual(shapeOf(found(table)), shapeOf(table), key(table))
    }
  })

  // What statements change that are not followed, and what no file says: numbers shared with a parent, the time it was run,
  // what an expression gives.
  const otherRows = new Set(['public.log', 'public.measurement', 'public.team', 'public.lorry'])
  const otherValues =
    /^(?:now_|new_uuid|time_now|today|tomorrow|who$|worked_out$|created_at$|a_vector$|a_query$|a_box$|gross$)/

  test('with the same rows', async () => {
    let compared = 0
    for (const table of live.schema.tables.filter(({ kind }) => kind === 'table')) {
      if (otherRows.has(key(table))) continue
      const texts = (rows: SourceRow[]): string[] =>
        rows.map((row) => textOf(row, otherValues)).toSorted()
      const expected = texts(await rowsOf(live, table))
      assert.deepEqual(texts(await rowsOf(source, found(table))), expected, key(table))
      compared += expected.length
    }
    assert.ok(compared > 30, `${compared} rows`)
  })

  test('and says of the rest that it is left', () => {
    const what = source.schema.left.map((left) => left.what).join('\n')
    for (const name of [
      'person_touch',
      'setting_stays',
      'own_row',
      '2 functions',
      'grants to public',
      'change rows',
    ]) {
      assert.match(what, new RegExp(name))
    }
    assert.ok(readFileSync(file, 'utf8').length > 10_000)
  })
})

function textOf(row: SourceRow, without: RegExp): string {
  const parts = Object.entries(row)
    .filter(([name]) => !without.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(parts, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
      : value,
  )
}
