import { type Database, type Queryable, sql } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import { hasTable } from './has-table.ts'
import { missingSystemTables } from './system-tables.ts'

/** A migration that a database has. */
export interface AppliedMigration {
  readonly hash: string
  readonly appliedAt: string
}

/** What a database says of itself. */
export interface SchemaState {
  /** Hashes of the storages whose code may run on its tables; none when no migration was applied. */
  readonly hashes: readonly string[]
  /** Each applied migration by its id. */
  readonly applied: ReadonlyMap<string, AppliedMigration>
}

/** Reads which migrations a database has and what shape they left. */
export async function readSchemaState(db: Queryable): Promise<SchemaState> {
  if (!(await hasTable(db, 'cambium_schema'))) return { hashes: [], applied: new Map() }
  const marker = await db.all<{ hash: string }>(sql`select "hash" from "cambium_schema"`)
  const rows = await db.all<{ id: string; hash: string; appliedAt: string }>(
    sql`select "id", "hash", "applied_at" as "appliedAt" from "cambium_migrations"`,
  )
  return {
    hashes: marker.map(({ hash }) => hash),
    applied: new Map(rows.map(({ id, hash, appliedAt }) => [id, { hash, appliedAt }])),
  }
}

/** Writes down whose code may run on the tables: normally one storage, two while old and new code run beside each other. */
export async function recordSchema(db: Queryable, hashes: readonly string[]): Promise<void> {
  await db.run(sql`delete from "cambium_schema"`)
  for (const hash of new Set(hashes)) {
    await db.run(sql`insert into "cambium_schema" ("hash") values (${hash})`)
  }
}

/** Throws a `StartupError` that says what to do unless the tables have a shape the code was generated for. */
export async function assertSchemaCurrent(db: Database, expectedHash: string): Promise<void> {
  const { hashes } = await readSchemaState(db)
  if (hashes.includes(expectedHash)) return assertSystemTables(db)
  if (hashes.length === 0) {
    throw new StartupError('The database has no tables yet', {
      hint: 'Run: node src/main.ts migrate',
    })
  }
  throw new StartupError('The tables of the database have another shape than this code expects', {
    hint: 'Run: node src/main.ts migrate. If that finds nothing to do, run cambium generate, or the database belongs to newer code.',
  })
}

/** An adopted database, and one that an older version migrated, may lack some. */
async function assertSystemTables(db: Database): Promise<void> {
  const [missing] = await missingSystemTables(db)
  if (missing === undefined) return
  throw new StartupError(`The database has no table ${missing}, which this version needs`, {
    hint: 'Run: node src/main.ts migrate',
  })
}
