import { StartupError } from '../../errors/index.ts'
import { keptAsideBy, type Migration, migrateDown, planDown } from '../../migrate/index.ts'
import type { DownCommand } from './migrate-command.ts'
import type { Migrating } from './run-migrate.ts'

/** Takes the newest migrations back, when whoever asks for it means it. */
export async function runDown(migrating: Migrating, command: DownCommand): Promise<void> {
  const { database, folder, storageHash, talk } = migrating
  const { to, steps, backup, yes } = command
  const { back, newest } = await planDown(database, { folder, to, steps })
  if (back.length === 0) talk.say('There is nothing to take back')
  else if (!yes) await ask(migrating, command, back)
  const { takenBack, backups, kept } = await migrateDown(database, {
    folder,
    to,
    steps: back.length === 0 ? 0 : steps,
    backup,
    onTakenBack: (id, names) => {
      talk.say(`took back ${id}`)
      for (const name of names) talk.say(`kept ${name}`)
    },
    onBackup: (_id, path) => talk.say(`backup ${path}`),
    onProgress: talk.progress.show,
    onLog: talk.say,
  })
  const left = newest.filter(({ id }) => !takenBack.includes(id))[0]
  if (takenBack.length > 0 && left?.to !== storageHash) {
    talk.say('The tables have an older shape than this code now: run the code that fits them')
  }
  talk.answer({ ok: true, action: 'down', takenBack, backups, kept })
}

async function ask(
  { talk }: Migrating,
  { to, steps }: DownCommand,
  back: readonly Migration[],
): Promise<void> {
  for (const { id } of back) talk.say(`would take back ${id}`)
  talk.say(fateOf(back))
  const answer = await talk.confirm('Go on?')
  if (answer === true) return
  const flags = to === undefined ? `--steps ${steps ?? 1}` : `--to ${to}`
  throw new StartupError('Nothing was taken back', {
    hint: `To say that it is meant: node src/main.ts migrate down ${flags} --yes`,
  })
}

/** A script that was written by hand may keep nothing. */
function fateOf(back: readonly Migration[]): string {
  return back.every((migration) => keptAsideBy(migration).length > 0)
    ? 'What was entered since into what goes is kept aside (_gone_*), where no code reads it.'
    : 'What was entered since into what goes is lost, where its down script does not keep it aside (_gone_*).'
}
