import type { Database } from '../../database/index.ts'
import {
  hasWayBack,
  type MigrationClass,
  readMigrations,
  resolveReplaced,
} from '../history/index.ts'
import { type KeptTable, keptTables } from '../purge/index.ts'
import {
  hasTable,
  type Instance,
  liveInstances,
  type PartRecord,
  readParts,
  readSchemaState,
  wayBackOf,
} from '../state/index.ts'

/** What a database has of a migration. */
export type MigrationState =
  /** It has it. */
  | 'applied'
  /** It has not. */
  | 'missing'
  /** It has a piece: the next run goes on. */
  | 'begun'
  /** A piece of it was taken back: `down` goes on. */
  | 'going back'
  /** It has it, and the folder is another one than was applied. */
  | 'changed'
  /** It has it, and there is no folder. */
  | 'unknown'
  /** Another one stands for it here. */
  | 'replaced'

export interface MigrationStatus {
  readonly id: string
  readonly state: MigrationState
  readonly appliedAt: string | null
  readonly class: MigrationClass | null
  readonly parts: number
  /** How many of its parts ran. */
  readonly partsDone: number
  /** Whether it can be taken back. */
  readonly hasWayBack: boolean
}

/** What a database says of itself and of the migrations of a folder. */
export interface DatabaseStatus {
  /** Hashes of the storages whose code may run on its tables. */
  readonly hashes: readonly string[]
  readonly migrations: readonly MigrationStatus[]
  /** The processes that serve from it. */
  readonly instances: readonly Instance[]
  /** What migrations took away and is kept aside. */
  readonly kept: readonly KeptTable[]
}

/** Compares the migrations of a folder with those a database has; changes nothing. */
export async function readStatus(db: Database, folder: string): Promise<DatabaseStatus> {
  const migrations = await readMigrations(folder, db.dialect)
  const { hashes, applied } = await readSchemaState(db)
  const isNew = !(await hasTable(db, 'cambium_migration_parts'))
  const counted = new Set(resolveReplaced(migrations, applied).map(({ migration }) => migration.id))
  const replaced = new Set(migrations.flatMap(({ replaces }) => replaces))
  const known = new Set(migrations.map(({ id }) => id))
  const statuses: MigrationStatus[] = []
  for (const migration of migrations) {
    const { id, hash, class: kind, script } = migration
    const has = applied.get(id)
    const parts = isNew ? [] : await readParts(db, id)
    const back = isNew ? [] : await readParts(db, wayBackOf(id))
    statuses.push({
      id,
      state: stateOf({ hash, has: has?.hash, parts, back, isCounted: counted.has(id) }),
      appliedAt: has?.appliedAt ?? null,
      class: kind,
      parts: Math.max(1, script.parts.length),
      partsDone: parts.filter(({ part, finished }) => part >= 0 && finished).length,
      hasWayBack: hasWayBack(migration),
    })
  }
  for (const [id, { appliedAt }] of applied) {
    if (known.has(id) || replaced.has(id)) continue
    const facts = { class: null, parts: 1, partsDone: 0, hasWayBack: false }
    statuses.push({ id, state: 'unknown', appliedAt, ...facts })
  }
  return {
    hashes,
    migrations: statuses,
    instances: isNew ? [] : await liveInstances(db),
    kept: await keptTables(db),
  }
}

interface Facts {
  readonly hash: string
  readonly has: string | undefined
  readonly parts: readonly PartRecord[]
  readonly back: readonly PartRecord[]
  readonly isCounted: boolean
}

function stateOf({ hash, has, parts, back, isCounted }: Facts): MigrationState {
  if (back.length > 0) return 'going back'
  if (has !== undefined) return has === hash ? 'applied' : 'changed'
  if (parts.length > 0) return 'begun'
  return isCounted ? 'missing' : 'replaced'
}
