import { type Database, type Queryable, type Sql, sql } from '../database/index.ts'
import { StartupError } from '../errors/index.ts'

/** What a database says of itself. */
export interface SchemaState {
  /** Hash of the storage its tables have; null when no migration was applied. */
  readonly hash: string | null
  /** Hash of each applied migration by its id. */
  readonly applied: ReadonlyMap<string, string>
}

const tableExists: { readonly [Name in Queryable['dialect']]: Sql } = {
  sqlite: sql`select count(*) from sqlite_schema where name = 'cambium_schema'`,
  postgres: sql`
    select count(*) from information_schema.tables
    where table_schema = current_schema() and table_name = 'cambium_schema'
  `,
}

/** Reads which migrations a database has and what shape they left. */
export async function readSchemaState(db: Queryable): Promise<SchemaState> {
  if ((await db.count(tableExists[db.dialect])) === 0) return { hash: null, applied: new Map() }
  const marker = await db.first<{ hash: string }>(sql`select "hash" from "cambium_schema"`)
  const rows = await db.all<{ id: string; hash: string }>(
    sql`select "id", "hash" from "cambium_migrations"`,
  )
  return { hash: marker?.hash ?? null, applied: new Map(rows.map(({ id, hash }) => [id, hash])) }
}

/** Writes down what shape the tables have. */
export async function recordSchema(db: Queryable, hash: string): Promise<void> {
  await db.run(sql`delete from "cambium_schema"`)
  await db.run(sql`insert into "cambium_schema" ("hash") values (${hash})`)
}

/** Throws a `StartupError` that says what to do unless the tables have the shape the code was generated for. */
export async function assertSchemaCurrent(db: Database, expectedHash: string): Promise<void> {
  const { hash } = await readSchemaState(db)
  if (hash === expectedHash) return
  if (hash === null) {
    throw new StartupError('The database has no tables yet', {
      hint: 'Run: node src/main.ts migrate',
    })
  }
  throw new StartupError('The tables of the database have another shape than this code expects', {
    hint: 'Run: node src/main.ts migrate. If that finds nothing to do, run cambium generate, or the database belongs to newer code.',
  })
}
