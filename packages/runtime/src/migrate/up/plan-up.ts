import type { Database } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import {
  checkApplied,
  createLineage,
  type Migration,
  namedMigration,
  type Resolved,
  readMigrations,
  refuseOverlaps,
  resolveReplaced,
} from '../history/index.ts'
import { isWayBack, readSchemaState, unfinishedMigrations } from '../state/index.ts'

/** What a database is to go through. */
export interface PlannedUp {
  /** In the order in which they run. */
  readonly missing: readonly Resolved[]
  /** Every migration that counts for this database. */
  readonly all: readonly Migration[]
}

/** Works out which migrations a database misses. Throws a `StartupError` where they cannot be applied as they are. */
export async function planUp(
  db: Database,
  { folder, to }: { readonly folder: string; readonly to?: string | undefined },
): Promise<PlannedUp> {
  const migrations = await readMigrations(folder, db.dialect)
  const state = await readSchemaState(db)
  const unfinished = await unfinishedMigrations(db)
  refuseWayBack(unfinished)
  checkApplied(migrations, state, unfinished)
  const resolved = resolveReplaced(migrations, state.applied)
  const all = resolved.map(({ migration }) => migration)
  refuseOverlaps(all, state.applied)
  const isWanted = wantedBy(all, to)
  const missing = resolved.filter(({ migration: { id } }) => !state.applied.has(id) && isWanted(id))
  return { missing, all }
}

function refuseWayBack(unfinished: readonly string[]): void {
  const back = unfinished.find(isWayBack)
  if (back === undefined) return
  throw new StartupError(`The way back of ${back.split(':')[0]} was begun and is not at its end`, {
    hint: 'Run: node src/main.ts migrate down',
  })
}

function wantedBy(all: readonly Migration[], to: string | undefined): (id: string) => boolean {
  if (to === undefined) return () => true
  const { id } = namedMigration(all, to)
  const ancestors = createLineage(all).ancestorsOf(id)
  return (one) => one === id || ancestors.has(one)
}
