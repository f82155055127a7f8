import { assertSchemaCurrent } from '../migrate/index.ts'
import type { App } from './app.ts'
import { checkGenerator } from './check-generator.ts'
import { startHeartbeat } from './heartbeat.ts'
import type { Serving } from './serve.ts'

/** Runs the work of a process that others must know of while it lasts: its tables have its shape, and a migration waits. */
export async function withInstance(
  app: App,
  { config, database, log }: Serving,
  work: () => Promise<void>,
): Promise<void> {
  const { storageHash: hash } = app
  checkGenerator({ root: app.root, production: config.production, log })
  await assertSchemaCurrent(database, hash)
  const heartbeat = await startHeartbeat(database, { hash, log })
  try {
    // Once more: a migration looks who serves only after it closed the tables to older code.
    await assertSchemaCurrent(database, hash)
    await work()
  } finally {
    await heartbeat.stop()
  }
  log.info('stopped')
}
