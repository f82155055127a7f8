import type { JsonValue } from '@cambium/model'
import { type Column, literalOf, quoted, type Storage, type Table } from '../plan/index.ts'
import type { Engine } from './engine.ts'
import { expectedValue } from './expected-value.ts'
import type { SampleRow, SampleRows } from './sample-rows.ts'

/** Puts rows into their tables. */
export async function insertRows(
  engine: Engine,
  storage: Storage,
  rows: SampleRows,
): Promise<void> {
  const statements = [...rows].flatMap(([key, list]) => {
    const table = storage.tables.find((candidate) => candidate.key === key)
    return table ? list.map((row) => insertion(engine, table, row)) : []
  })
  await engine.run(statements)
}

function insertion({ dialect }: Engine, table: Table, row: SampleRow): string {
  const names = table.columns.map(({ name }) => quoted(name))
  const values = table.columns.map((column) =>
    literalOf(dialect, column.type, row[column.key] ?? null),
  )
  return `INSERT INTO ${quoted(table.name)} (${names.join(', ')}) VALUES (${values.join(', ')})`
}

/** Every row and value that a migration lost or changed, in words. */
export async function lostValues(
  engine: Engine,
  { before, after }: { before: Storage; after: Storage },
  rows: SampleRows,
): Promise<string[]> {
  const lost: string[] = []
  for (const table of before.tables) {
    const list = rows.get(table.key) ?? []
    const later = after.tables.find(({ key }) => key === table.key)
    if (!later) continue
    const queries = list.map((row) => findRow(engine, { table, later }, row))
    const counts = await countEach(engine, queries)
    for (const [index, row] of list.entries()) {
      if (counts[index] !== 1) lost.push(`${later.name}: no longer has ${JSON.stringify(row)}`)
    }
    const [{ count = -1 } = {}] = await engine.rows(
      `SELECT count(*) AS "count" FROM ${quoted(later.name)}`,
    )
    if (Number(count) !== list.length)
      lost.push(`${later.name}: ${count} rows in place of ${list.length}`)
  }
  return [...lost, ...(await lostLinks(engine, { before, after }, rows))]
}

async function countEach(engine: Engine, queries: readonly string[]): Promise<number[]> {
  if (queries.length === 0) return []
  const columns = queries.map((query, index) => `(${query}) AS "c${index}"`)
  const [row = {}] = await engine.rows(`SELECT ${columns.join(', ')}`)
  return queries.map((_, index) => Number(row[`c${index}`]))
}

function findRow(
  engine: Engine,
  { table, later }: { table: Table; later: Table },
  row: SampleRow,
): string {
  const conditions = table.columns.flatMap((column) => {
    const next = later.columns.find(({ key }) => key === column.key)
    return next ? condition(engine, { column, next }, row[column.key] ?? null) : []
  })
  return `SELECT count(*) FROM ${quoted(later.name)} WHERE ${conditions.join(' AND ')}`
}

function condition(
  { dialect }: Engine,
  { column, next }: { column: Column; next: Column },
  value: JsonValue,
): string[] {
  const expected = expectedValue(value, column, next)
  const name = quoted(next.name)
  if (expected === null) return []
  if (expected === 'any') return [`${name} IS NOT NULL`]
  return [`${name} IS NOT DISTINCT FROM ${literalOf(dialect, next.type, expected.is)}`]
}

/** A relation that became many links still links what it did, and the other way round. */
async function lostLinks(
  engine: Engine,
  { before, after }: { before: Storage; after: Storage },
  rows: SampleRows,
): Promise<string[]> {
  const lost: string[] = []
  for (const links of after.tables.filter((table) => table.isLink)) {
    const [entity, relation = ''] = links.key.slice(1).split('_')
    const was = before.tables.find(({ key }) => key === `e${entity}`)
    const column = was?.columns.find(({ key, reference }) => key === relation && reference)
    if (column?.reference?.table !== links.columns[1]?.reference?.table || !was) continue
    const wanted = (rows.get(was.key) ?? []).filter((row) => row[relation] !== null).length
    const [{ count = -1 } = {}] = await engine.rows(
      `SELECT count(*) AS "count" FROM ${quoted(links.name)}`,
    )
    if (Number(count) !== wanted) lost.push(`${links.name}: ${count} links in place of ${wanted}`)
  }
  return lost
}
