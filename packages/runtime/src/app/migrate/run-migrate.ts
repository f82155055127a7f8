import { fileURLToPath } from 'node:url'
import type { Database } from '../../database/index.ts'
import { purge } from '../../migrate/index.ts'
import type { App } from '../app.ts'
import { createTalk, type Talk } from '../command-line/index.ts'
import type { MigrateCommand } from './migrate-command.ts'
import { runDown } from './run-down.ts'
import { runStatus } from './run-status.ts'
import { runUp } from './run-up.ts'

/** What a command of `migrate` works on. */
export interface Migrating {
  readonly database: Database
  /** The folder `migrations/` of the project. */
  readonly folder: string
  /** The storage the code was generated for. */
  readonly storageHash: string
  readonly talk: Talk
}

/** Runs a command of `migrate` and says what it did. Throws a `StartupError` for what a person can mend. */
export async function runMigrate(
  app: App,
  database: Database,
  command: MigrateCommand,
): Promise<void> {
  const { migrations, storageHash } = app
  const talk = createTalk(command.json)
  const migrating = { database, folder: fileURLToPath(migrations), storageHash, talk }
  try {
    await runAction(migrating, command)
  } finally {
    talk.progress.end()
  }
}

async function runAction(migrating: Migrating, command: MigrateCommand): Promise<void> {
  switch (command.action) {
    case 'up':
      return runUp(migrating, command)
    case 'down':
      return runDown(migrating, command)
    case 'status':
      return runStatus(migrating)
    case 'purge': {
      const dropped = await purge(migrating.database, command.olderThanDays)
      sayPurged(migrating.talk, dropped, command.olderThanDays)
      migrating.talk.answer({ ok: true, action: 'purge', dropped })
    }
  }
}

function sayPurged(talk: Talk, dropped: readonly string[], days: number): void {
  for (const name of dropped) talk.say(`dropped ${name}`)
  if (dropped.length === 0) talk.say(`Nothing was taken away more than ${days} days ago`)
}
