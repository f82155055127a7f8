import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { App } from '../app/index.ts'
import { readTestDatabase, readTestServer, type TestDatabaseKind } from '../config/index.ts'
import {
  type Cipher,
  createCipher,
  createPgliteClient,
  type Database,
  openPostgres,
  openSqlite,
  openTestSchema,
} from '../database/index.ts'
import { migrate, readMigrations } from '../migrate/index.ts'

/** A fresh database with the tables of the application, which ends with the test. */
export async function openTestDatabase(
  app: App,
  kind: TestDatabaseKind = kindFor(app),
): Promise<Database> {
  const cipher = createCipher(randomBytes(32).toString('hex'))
  const database =
    kind === 'postgres'
      ? await openPostgresDatabase(app, cipher)
      : openSqlite({ path: ':memory:', cipher })
  try {
    await migrate(database, { folder: fileURLToPath(app.migrations) })
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

/** An application for one kind of database is tested on that. */
function kindFor({ databases = [] }: App): TestDatabaseKind {
  const [only, other] = databases
  return only !== undefined && other === undefined ? only : readTestDatabase()
}

/**
 * A schema of a server where there is one to test on, else a server inside the process. Tables that others made may stand in
 * schemas of their own, which only a whole database has room for.
 */
async function openPostgresDatabase(app: App, cipher: Cipher): Promise<Database> {
  const url = readTestServer()
  if (url === undefined) return openPglite(cipher)
  const migrations = await readMigrations(fileURLToPath(app.migrations), 'postgres')
  const isAdopted = migrations.some(({ adopted }) => adopted !== null)
  return isAdopted ? openPglite(cipher) : openTestSchema({ url, cipher })
}

/** PostgreSQL inside the process. Loaded only when asked for: it is large, and a project need not have it. */
async function openPglite(cipher: Cipher): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite')
  return openPostgres({ client: createPgliteClient(await PGlite.create()), cipher })
}
