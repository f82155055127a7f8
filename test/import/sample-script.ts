import { readFileSync } from 'node:fs'
import type { SampleTable, SampleValue } from './sample-table.ts'
import { musicRows } from './samples/music/rows.ts'
import { rentalRows } from './samples/rental/rows.ts'
import { tradingRows } from './samples/trading/rows.ts'

/** A database whose rows are generated. */
export type SampleName = 'rental' | 'music' | 'trading'
export type SampleDialect = 'postgres' | 'sqlite'

/** Which sample, for which database, and how many rows its largest tables have. */
export interface SampleOptions {
  name: SampleName
  dialect: SampleDialect
  rows: number
}

const rowsOf = { rental: rentalRows, music: musicRows, trading: tradingRows }
const rowsAStatement = 500

/** The tables of a sample and how they are filled. */
export function sampleTables({ name, dialect }: Omit<SampleOptions, 'rows'>): SampleTable[] {
  return rowsOf[name](dialect)
}

/** The script that makes a sample, in pieces that are each whole statements, from `begin` to `commit`. */
export function* sampleScript({ name, dialect, rows }: SampleOptions): Generator<string> {
  const schema = new URL(`samples/${name}/${dialect}.sql`, import.meta.url)
  yield readFileSync(schema, 'utf8')
  yield 'begin;\n'
  const tables = sampleTables({ name, dialect })
  const counts = new Map(tables.map((table) => [table.name, table.count(rows)]))
  const count = (table: string): number => counts.get(table) ?? 0
  for (const table of tables) yield* inserts(table, { dialect, count })
  if (dialect === 'postgres') yield counters
  yield 'commit;\n'
}

function* inserts(
  table: SampleTable,
  { dialect, count }: { dialect: SampleDialect; count: (table: string) => number },
): Generator<string> {
  const columns = table.columns.map((name) => `"${name}"`).join(', ')
  const size = count(table.name)
  for (let first = 1; first <= size; first += rowsAStatement) {
    const lines: string[] = []
    for (let n = first; n < first + rowsAStatement && n <= size; n++) {
      const values = table.row(n, count).map((value) => literal(value, dialect))
      lines.push(`(${values.join(', ')})`)
    }
    yield `insert into "${table.name}" (${columns}) values\n${lines.join(',\n')};\n`
  }
}

function literal(value: SampleValue, dialect: SampleDialect): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return String(Math.round(value * 1e6) / 1e6)
  if (typeof value === 'boolean') return dialect === 'postgres' ? String(value) : value ? '1' : '0'
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (value instanceof Uint8Array) {
    const digits = Buffer.from(value).toString('hex')
    return dialect === 'postgres' ? `'\\x${digits}'` : `x'${digits}'`
  }
  const items = value.map((item) => JSON.stringify(item)).join(',')
  return `'{${items.replaceAll("'", "''")}}'`
}

/** Sets every counter behind the rows that brought their numbers. */
const counters = `do $$ declare r record; n bigint; begin
  for r in select c.oid::regclass as t, a.attname as c, pg_get_serial_sequence(c.oid::regclass::text, a.attname) as s
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and pg_get_serial_sequence(c.oid::regclass::text, a.attname) is not null
  loop
    execute format('select max(%I) from %s', r.c, r.t) into n;
    if n is not null then perform setval(r.s, n); end if;
  end loop;
end $$;
`
