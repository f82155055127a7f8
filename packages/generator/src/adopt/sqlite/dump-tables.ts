import type { DatabaseSync } from 'node:sqlite'

/**
 * The statements that made what a SQLite database has, as it keeps them: tables before their indexes, then views and
 * triggers. What virtual tables make for themselves is left to them.
 */
export function dumpSqlite(db: DatabaseSync): string[] {
  const shadows = new Set(
    db
      .prepare(`select name from pragma_table_list where schema = 'main' and type = 'shadow'`)
      .all()
      .map(({ name }) => name),
  )
  const rows = db
    .prepare(
      `select type, name, tbl_name as owner, sql from sqlite_schema
       where sql is not null and name not glob 'sqlite_*' and tbl_name not glob 'cambium_*'
       order by case type when 'table' then 0 when 'index' then 1 when 'view' then 2 else 3 end, rowid`,
    )
    .all()
  return rows
    .filter(({ name, owner }) => !shadows.has(name ?? null) && !shadows.has(owner ?? null))
    .map(({ sql }) => String(sql))
}
