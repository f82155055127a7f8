import type { Database } from '../../database/index.ts'
import type { Migration } from '../history/index.ts'
import { migrating } from '../lock/index.ts'
import { type Instance, liveInstances, readSchemaState, recordSchema } from '../state/index.ts'

/**
 * Closes the database to code from before a gradual change, which ends with this migration; the instances that still
 * run such code where it must wait for them, and then it stays open. An instance writes itself down before it looks
 * whether its code may run, so that each of both sees the other.
 */
export async function closeToOlderCode(db: Database, { to }: Migration): Promise<Instance[]> {
  const before = await olderInstances(db, to)
  if (before.length > 0) return before
  const { hashes } = await readSchemaState(db)
  await record(db, hashes.includes(to) ? [to] : hashes)
  const between = await olderInstances(db, to)
  if (between.length > 0) await record(db, hashes)
  return between
}

async function olderInstances(db: Database, to: string): Promise<Instance[]> {
  return (await liveInstances(db)).filter(({ hash }) => hash !== to)
}

function record(db: Database, hashes: readonly string[]): Promise<void> {
  return db.transaction((tx) => recordSchema(tx, hashes), migrating)
}
