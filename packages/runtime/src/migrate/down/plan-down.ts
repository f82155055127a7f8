import type { Database } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import {
  checkApplied,
  hasWayBack,
  type Migration,
  namedMigration,
  readMigrations,
} from '../history/index.ts'
import { isWayBack, readSchemaState, unfinishedMigrations, wayBackOf } from '../state/index.ts'
import { newerThan, newestFirst } from './applied-order.ts'

/** How far to go back. */
export interface DownTarget {
  /** The folder `migrations/` of the project. */
  readonly folder: string
  /** The migration that is to be the newest one afterwards. */
  readonly to?: string | undefined
  /** How many migrations to take back; one unless told. */
  readonly steps?: number | undefined
}

/** What is to be taken back. */
export interface PlannedDown {
  /** Newest first. */
  readonly back: readonly Migration[]
  /** Every migration the database has, newest first. */
  readonly newest: readonly Migration[]
  readonly all: readonly Migration[]
}

/** Works out which migrations to take back. Throws a `StartupError` where one has no way back. */
export async function planDown(db: Database, target: DownTarget): Promise<PlannedDown> {
  const all = await readMigrations(target.folder, db.dialect)
  const state = await readSchemaState(db)
  const unfinished = await unfinishedMigrations(db)
  checkApplied(
    all,
    state,
    unfinished.filter((name) => !isWayBack(name)),
  )
  const newest = newestFirst(all, state)
  refuseUnfinished(unfinished, newest)
  refuseUnsaved(state.hashes, newest)
  const back =
    target.to === undefined
      ? newest.slice(0, target.steps ?? 1)
      : newerThan(newest, namedMigration(newest, target.to))
  for (const migration of back) refuseOneWay(migration)
  return { back, newest, all }
}

function refuseUnfinished(unfinished: readonly string[], newest: readonly Migration[]): void {
  const forward = unfinished.find((name) => !isWayBack(name))
  if (forward !== undefined) {
    throw new StartupError(`The migration ${forward} was begun and is not at its end`, {
      hint: 'Run: node src/main.ts migrate',
    })
  }
  const back = unfinished[0]
  if (back === undefined || back === wayBackOf(newest[0]?.id ?? '')) return
  throw new StartupError(
    `The way back of ${back.split(':')[0]} was begun, and it is not the newest migration`,
  )
}

/** Tables that `cambium dev` changed are not as any migration left them. */
function refuseUnsaved(hashes: readonly string[], [newest]: readonly Migration[]): void {
  if (newest === undefined || hashes.includes(newest.to)) return
  throw new StartupError(
    `The tables are not as ${newest.id} left them: they have changes that are in no migration`,
    { hint: 'Save them first: cambium migrate save' },
  )
}

function refuseOneWay(migration: Migration): void {
  if (hasWayBack(migration)) return
  const { id, replaces } = migration
  const reason =
    replaces.length > 0
      ? 'It stands for several migrations that were put together.'
      : 'It has no down script, because what it did cannot be taken back without losing something.'
  throw new StartupError(`There is no way back from ${id}`, {
    hint: `${reason} Restore a backup, or go forward: change the models and save a new migration.`,
  })
}
