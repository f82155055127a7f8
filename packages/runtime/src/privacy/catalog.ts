import { type Queryable, sql } from '../database/index.ts'

/** The tables of Cambium and of the accounts, each with the names of its columns. */
export type Catalog = ReadonlyMap<string, ReadonlySet<string>>

/** Reads which of them this database has: which ones there are depends on what the application does. */
export async function readCatalog(db: Queryable): Promise<Catalog> {
  const rows = await db.all<{ table: string; column: string }>(
    db.dialect === 'sqlite' ? sqliteColumns : postgresColumns,
  )
  const tables = new Map<string, Set<string>>()
  for (const { table, column } of rows) {
    const known = tables.get(table)
    if (known) known.add(column)
    else tables.set(table, new Set([column]))
  }
  return tables
}

const sqliteColumns = sql`
  select s."name" as "table", c."name" as "column"
  from sqlite_schema s join pragma_table_info(s."name") c
  where s."type" = 'table' and (s."name" glob 'cambium_*' or s."name" glob 'auth_*')
`

const postgresColumns = sql`
  select table_name as "table", column_name as "column" from information_schema.columns
  where table_schema = current_schema()
    and (starts_with(table_name, 'cambium_') or starts_with(table_name, 'auth_'))
`
