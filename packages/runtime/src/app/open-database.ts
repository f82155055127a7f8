import { fileURLToPath } from 'node:url'
import type { Config } from '../config/index.ts'
import {
  createCipher,
  type Database,
  type Dialect,
  openServer,
  openSqlite,
  otherDatabase,
} from '../database/index.ts'
import { StartupError } from '../errors/index.ts'
import type { Registry } from '../operation/index.ts'

export interface OpenDatabaseOptions {
  readonly registry: Registry
  /** What the connections to a server are called in its own tables. */
  readonly applicationName: string
  /** The only kinds of databases the application runs on. */
  readonly databases?: readonly Dialect[] | undefined
}

/** Opens the database of the settings. Throws a `StartupError` that says what is wrong with it. */
export async function openDatabase(
  { databaseUrl, database, encryptionKey }: Config,
  { registry, applicationName, databases }: OpenDatabaseOptions,
): Promise<Database> {
  const dialect = databaseUrl.startsWith('file:') ? 'sqlite' : 'postgres'
  if (databases && !databases.includes(dialect)) throw otherDatabase(databases)
  requireKey(encryptionKey, registry)
  const cipher = encryptionKey === undefined ? undefined : createCipher(encryptionKey)
  if (databaseUrl.startsWith('file:')) return openSqlite({ path: pathOf(databaseUrl), cipher })
  const { pool: poolSize, ...limits } = database
  return openServer({ url: databaseUrl, poolSize, ...limits, applicationName, cipher })
}

/** `file:./data/app.db` is relative to where the process was started, `file:///data/app.db` is not. */
function pathOf(databaseUrl: string): string {
  return databaseUrl.startsWith('file://')
    ? fileURLToPath(databaseUrl)
    : databaseUrl.slice('file:'.length)
}

/** Without a key the first write of an encrypted field would fail: better to say so before anything starts. */
function requireKey(encryptionKey: string | undefined, registry: Registry): void {
  if (encryptionKey !== undefined) return
  for (const { resource } of registry.entities) {
    const field = resource.columns.properties.find(
      (property) => resource.columns.typeOf(property) === 'encrypted',
    )
    if (field === undefined) continue
    throw new StartupError(`ENCRYPTION_KEY is needed: ${resource.name}.${field} is encrypted`, {
      hint: 'Make one with: openssl rand -hex 32. Keep it: without it these values are lost.',
    })
  }
}
