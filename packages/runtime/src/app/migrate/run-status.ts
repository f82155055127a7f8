import { type MigrationStatus, readStatus } from '../../migrate/index.ts'
import type { Migrating } from './run-migrate.ts'

/** Says which migrations the database has, who serves from it, and what is kept aside. */
export async function runStatus({ database, folder, storageHash, talk }: Migrating): Promise<void> {
  const status = await readStatus(database, folder)
  const isCurrent = status.hashes.includes(storageHash)
  for (const migration of status.migrations) talk.say(statusWords(migration))
  for (const { id, hash, seenAt } of status.instances) {
    const code = hash === storageHash ? 'this code' : 'other code'
    talk.say(`serving  ${id} with ${code}, seen ${seenAt}`)
  }
  for (const { name, since } of status.kept) talk.say(`kept     ${name} since ${since}`)
  talk.say(
    isCurrent
      ? 'The tables have the shape of this code'
      : 'The tables do not have the shape of this code',
  )
  talk.answer({ ok: true, action: 'status', isCurrent, ...status })
}

function statusWords({ id, state, parts, partsDone, appliedAt }: MigrationStatus): string {
  const far = state === 'begun' ? `, ${partsDone} of ${parts} parts ran` : ''
  const when = state === 'applied' && appliedAt !== null ? `, ${appliedAt}` : ''
  return `${state.padEnd(8)} ${id}${when}${far}`
}
