import { createHash } from 'node:crypto'
import type { JsonValue } from '@cambium/model/ir'
import { byCodeUnit, readText } from '../read/index.ts'
import { listMigrations } from './migrations.ts'

/** A migration on disk, as it stands to the others. */
export interface MigrationRecord {
  /** Name of its folder. */
  id: string
  parents: string[]
  /** Storage hash of the tables it starts from and of those it leads to. */
  from: string | null
  to: string
  /** What it touches: `e4` is a whole table, `e4.12` a column of it. */
  footprint: string[]
  /** The migrations it stands for. */
  replaces: string[]
  /** The migration whose second half it is. */
  contractOf: string | null
  /** What was decided by flags when it was planned. */
  decided: { drops: string[]; fills: { [name: string]: JsonValue } }
  /** Marks of the scripts as they were printed; `null` for a migration that does not say. */
  printed: { sqlite?: string; postgres?: string } | null
  /** The database whose tables it only records; `null` for one that makes its own. */
  adopted: 'sqlite' | 'postgres' | null
  /** By which the runtime knows whether it was changed after it was applied. */
  hash: string
}

/**
 * The migrations of a project, parents before children and else by id. Those that another one stands for are left out, and
 * their children build on that one.
 */
export function readHistory(project: string): MigrationRecord[] {
  const all = listMigrations(project).map((id) => readRecord(project, id))
  const standIns = new Map(all.flatMap(({ id, replaces }) => replaces.map((one) => [one, id])))
  const current = all
    .filter(({ id }) => !standIns.has(id))
    .map((one) => ({
      ...one,
      parents: [...new Set(one.parents.map((parent) => standIns.get(parent) ?? parent))],
    }))
  return inOrder(current)
}

/** The migrations no other one builds on. */
export function headsOf(history: readonly MigrationRecord[]): MigrationRecord[] {
  const parents = new Set(history.flatMap((one) => one.parents))
  return history.filter(({ id }) => !parents.has(id))
}

/** A migration and everything it builds on, in order. */
export function lineOf(history: readonly MigrationRecord[], id: string): MigrationRecord[] {
  const line = new Set<string>()
  const add = (one: string): void => {
    if (line.has(one)) return
    line.add(one)
    for (const parent of history.find((other) => other.id === one)?.parents ?? []) add(parent)
  }
  add(id)
  return history.filter((one) => line.has(one.id))
}

/** The text of one of a migration's files; `null` when it is not there. */
export function readMigrationFile(project: string, id: string, name: string): string | null {
  return readText(project, `migrations/${id}/${name}`)?.replaceAll('\r\n', '\n') ?? null
}

/** The hash the runtime gives a migration with these files. */
export function migrationHash(text: (name: string) => string | null): string {
  const needed = ['plan.json', 'sqlite.sql', 'postgres.sql'].map((name) => text(name) ?? '')
  const data = text('data.ts')
  const texts = data === null ? needed : [...needed, data]
  return createHash('sha256').update(texts.join('\0')).digest('hex')
}

function readRecord(project: string, id: string): MigrationRecord {
  const read = (name: string): string | null => readMigrationFile(project, id, name)
  const plan: Partial<MigrationRecord> = JSON.parse(read('plan.json') ?? '{}')
  return {
    id,
    parents: plan.parents ?? [],
    from: plan.from ?? null,
    to: plan.to ?? '',
    footprint: plan.footprint ?? [],
    replaces: plan.replaces ?? [],
    contractOf: plan.contractOf ?? null,
    decided: plan.decided ?? { drops: [], fills: {} },
    printed: plan.printed ?? null,
    adopted: plan.adopted ?? null,
    hash: migrationHash(read),
  }
}

/** A parent that is missing holds nobody up: the runtime says so when it migrates. */
function inOrder(migrations: readonly MigrationRecord[]): MigrationRecord[] {
  const waiting = new Map(
    [...migrations].sort((a, b) => byCodeUnit(a.id, b.id)).map((one) => [one.id, one]),
  )
  const ordered: MigrationRecord[] = []
  while (waiting.size > 0) {
    const next =
      [...waiting.values()].find(({ parents }) => parents.every((one) => !waiting.has(one))) ??
      [...waiting.values()][0]
    if (!next) break
    waiting.delete(next.id)
    ordered.push(next)
  }
  return ordered
}
