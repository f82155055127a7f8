import { fileURLToPath } from 'node:url'
import type { Config } from '../config/index.ts'
import { createCipher, type Database, openSqlite } from '../database/index.ts'
import { StartupError } from '../errors/index.ts'
import type { Registry } from '../operation/index.ts'

/** Opens the database of the settings. Throws a `StartupError` that says what is wrong with it. */
export function openDatabase(config: Config, registry: Registry): Database {
  const { databaseUrl, encryptionKey } = config
  requireKey(encryptionKey, registry)
  if (!databaseUrl.startsWith('file:')) {
    throw new StartupError('PostgreSQL as the database of a server comes with a later version', {
      hint: 'Set DATABASE_URL to a file: file:./data/app.db',
    })
  }
  return openSqlite({
    path: pathOf(databaseUrl),
    ...(encryptionKey !== undefined && { cipher: createCipher(encryptionKey) }),
  })
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
