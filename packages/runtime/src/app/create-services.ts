import { hkdfSync } from 'node:crypto'
import type { Config } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import { createFunctions } from '../functions/index.ts'
import type { Logger } from '../log/index.ts'
import { createRowLimits, type Outgoing, type Services } from '../operation/index.ts'
import type { App } from './app.ts'
import { createAppFiles } from './create-app-files.ts'

/** What the calls of one process share. */
export function createServices(
  app: App,
  { config, database, log }: { config: Config; database: Database; log: Logger },
  outgoing?: Outgoing,
): Services {
  const files = createAppFiles(app, { config, database, log })
  return {
    database,
    log,
    registry: app.registry,
    cursorKey: cursorKey(app, config),
    runHooks: true,
    ...(files && { files }),
    ...(outgoing && { outgoing }),
    ...(app.functions && { functions: createFunctions(app.functions) }),
    ...(config.scanRows !== undefined && { rowLimits: createRowLimits(config.scanRows) }),
  }
}

/**
 * Follows from the settings, so that every instance takes the cursors of the others. With no secret at all it keeps out
 * mistakes and not forgers; a forged cursor shows its maker nothing that a filter would not.
 */
function cursorKey(app: App, { auth, encryptionKey }: Config): Uint8Array {
  const secret = auth.secret ?? encryptionKey ?? app.storageHash
  return new Uint8Array(hkdfSync('sha256', secret, '', 'cambium cursor', 32))
}
