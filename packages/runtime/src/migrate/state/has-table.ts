import { type Queryable, sql } from '../../database/index.ts'

/** True when the database has a table of that name. */
export async function hasTable(db: Queryable, name: string): Promise<boolean> {
  const found =
    db.dialect === 'sqlite'
      ? sql`select count(*) from sqlite_schema where "type" = 'table' and "name" = ${name}`
      : sql`
          select count(*) from information_schema.tables
          where table_schema = current_schema() and table_name = ${name}
        `
  return (await db.count(found)) > 0
}
