import {
  type Column,
  type Columns,
  columns,
  instant,
  integer,
  json,
  type Queryable,
  sql,
  string,
} from '../../database/index.ts'
import type { PartTable } from './part-tables.ts'

/** A row of a part by the names of its columns; yes and no are 1 and 0. */
export interface PartRow {
  [column: string]: unknown
}

/** A part as this database has it. */
export interface OpenPart {
  readonly part: PartTable
  readonly columns: Columns<PartRow>
  /** Columns that hold yes or no, where the database has a type for that. */
  readonly booleans: readonly string[]
}

/** The columns of a part; undefined where the application has no such table. */
export async function openPart(db: Queryable, part: PartTable): Promise<OpenPart | undefined> {
  const found = await db.all<{ name: string; type: string }>(
    db.dialect === 'sqlite'
      ? sql`select "name", "type" from pragma_table_info(${part.table}) order by "name"`
      : sql`
          select column_name as "name", data_type as "type" from information_schema.columns
          where table_schema = current_schema() and table_name = ${part.table}
          order by column_name collate "C"
        `,
  )
  if (found.length === 0) return undefined
  const booleans = found.filter(({ type }) => type === 'boolean').map(({ name }) => name)
  const spec = found.map(({ name, type }) => [name, columnOf(name, type.toLowerCase())] as const)
  return { part, booleans, columns: columns<PartRow>(part.table, Object.fromEntries(spec)) }
}

function columnOf(name: string, type: string): Column {
  if (type.startsWith('timestamp')) return instant(name)
  if (type === 'jsonb') return json(name)
  return /^(?:boolean|bigint|integer|smallint)$/.test(type) ? integer(name) : string(name)
}

/** The row as both databases give it. */
export function spokenRow({ booleans }: OpenPart, row: PartRow): PartRow {
  if (booleans.length === 0) return row
  const spoken = { ...row }
  for (const name of booleans) if (spoken[name] !== null) spoken[name] = Number(spoken[name])
  return spoken
}
