import { StartupError } from '../../errors/index.ts'
import {
  assertSchemaCurrent,
  migrateUp,
  purge,
  readSchemaState,
  type Waiting,
} from '../../migrate/index.ts'
import type { Talk } from '../command-line/index.ts'
import { keptDays, type UpCommand } from './migrate-command.ts'
import type { Migrating } from './run-migrate.ts'

/** Applies what is missing, and says what waits and for whom. */
export async function runUp(migrating: Migrating, command: UpCommand): Promise<void> {
  const { database, folder, talk } = migrating
  const { applied, waiting, backups } = await migrateUp(database, {
    folder,
    to: command.to,
    backup: command.backup,
    onApplied: (id) => talk.say(`applied ${id}`),
    onBackup: (id, path) => talk.say(backupWords(id, path)),
    onProgress: talk.progress.show,
    onLog: talk.say,
  })
  for (const one of waiting) sayWaiting(talk, one)
  const purged = command.purge ? await purge(database, keptDays) : []
  for (const name of purged) talk.say(`dropped ${name}`)
  if (command.to === undefined) await assertCurrent(migrating, waiting)
  if (applied.length === 0 && waiting.length === 0) talk.say('The database is up to date')
  talk.answer({ ok: true, action: 'up', applied, waiting, backups, purged })
}

function backupWords(id: string, path: string | null): string {
  return path === null
    ? `${id} takes something away: a backup of a server is yours to make`
    : `backup ${path}`
}

function sayWaiting(talk: Talk, { migration, instances, behind }: Waiting): void {
  const names = instances.map(({ id }) => id).join(', ')
  const who = instances.length === 1 ? 'an instance runs' : `${instances.length} instances run`
  talk.say(`waiting ${migration}: ${who} older code (${names})`)
  for (const id of behind) talk.say(`waiting ${id}: it builds on ${migration}`)
  talk.say('Run migrate again when they have stopped')
}

/** Where the code needs what waits, that is the reason and not a mistake of the models. */
async function assertCurrent(
  { database, storageHash }: Migrating,
  waiting: readonly Waiting[],
): Promise<void> {
  const { hashes } = await readSchemaState(database)
  if (waiting.length > 0 && !hashes.includes(storageHash)) {
    throw new StartupError(
      'This code needs migrations that wait until instances with older code have stopped',
      { hint: 'Let the code from before them serve, stop what is older, and migrate again.' },
    )
  }
  await assertSchemaCurrent(database, storageHash)
}
