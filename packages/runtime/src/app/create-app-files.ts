import { hkdfSync, randomBytes } from 'node:crypto'
import type { Config } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import { createFiles, type Files, fileLimits } from '../files/index.ts'
import type { Logger } from '../log/index.ts'
import { fileTablesOf } from '../operation/index.ts'
import type { App } from './app.ts'

/** The files of an application; undefined for a model without any. */
export function createAppFiles(
  { registry }: Pick<App, 'registry'>,
  { config, database, log }: { config: Config; database: Database; log: Logger },
): Files | undefined {
  const tables = fileTablesOf(registry)
  if (tables.length === 0) return undefined
  const { storageUrl, maxBytes, maxPixels } = config.files
  return createFiles({
    database,
    log,
    tables,
    limits: fileLimits({ maxBytes, maxPixels }),
    address: storageUrl,
    signingKey: signingKey(config),
  })
}

/** The same on every instance that has a secret; without one an address works in the process that signed it. */
function signingKey({ auth, encryptionKey }: Config): Uint8Array {
  const secret = auth.secret ?? encryptionKey
  if (secret === undefined) return randomBytes(32)
  return new Uint8Array(hkdfSync('sha256', secret, '', 'cambium files', 32))
}
