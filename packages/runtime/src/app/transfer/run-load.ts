import { resolve } from 'node:path'
import { assertSchemaCurrent } from '../../migrate/index.ts'
import type { App } from '../app.ts'
import type { Serving } from '../serve.ts'
import { loadStdin } from './load-stdin.ts'
import type { LoadCommand } from './parse-load.ts'

/** Loads rows into the tables of the application. Throws a `StartupError` for what somebody can mend. */
export async function runLoad(
  app: App,
  { database }: Serving,
  command: LoadCommand,
): Promise<void> {
  await assertSchemaCurrent(database, app.storageHash)
  const { createLoad } = await import('../../transfer/index.ts')
  const load = await createLoad({
    database,
    registry: app.registry,
    accounts: app.accounts,
    name: command.load ?? 'stdin',
    rejectedPath: resolve(command.rejected),
  })
  try {
    await loadStdin(load)
  } finally {
    await load.close()
  }
}
