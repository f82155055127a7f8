import { sql } from '../database/index.ts'
import { newId } from '../id/index.ts'
import type { AnyRecord } from './list-query.ts'
import type { Resource } from './resource.ts'
import type { WriteContext } from './transact.ts'

/** Keeps who changed what and when, in the same transaction: entities with `history` only. */
export async function recordHistory(
  context: WriteContext,
  resource: Resource,
  {
    operation,
    record,
    previous,
    now,
  }: {
    operation: 'create' | 'update' | 'delete'
    record: AnyRecord
    previous: AnyRecord | null
    now: string
  },
): Promise<void> {
  if (!resource.history) return
  const changes = readable(resource, operation === 'delete' ? record : differing(previous, record))
  await context.transaction.run(sql`
    insert into "cambium_history"
      ("id", "entity", "record_id", "version", "operation", "actor", "at", "changes")
    values (
      ${newId()},
      ${resource.name},
      ${String(record.id)},
      ${(record.version as number | undefined) ?? null},
      ${operation},
      ${context.caller.id},
      ${now},
      ${JSON.stringify(changes)}
    )
  `)
}

/** What is encrypted in its own column is not kept beside it in the clear. */
function readable({ columns }: Resource, values: AnyRecord): AnyRecord {
  const isSecret = (name: string): boolean =>
    columns.has(name) && columns.typeOf(name) === 'encrypted'
  return Object.fromEntries(Object.entries(values).filter(([name]) => !isSecret(name)))
}

/** The fields that differ, each with its new value. */
function differing(previous: AnyRecord | null, record: AnyRecord): AnyRecord {
  if (!previous) return record
  return Object.fromEntries(
    Object.entries(record).filter(([field, value]) => !isSame(previous[field], value)),
  )
}

/** Equality of two field values; JSON values by their text. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true
  const areObjects = typeof left === 'object' && typeof right === 'object'
  return areObjects && JSON.stringify(left) === JSON.stringify(right)
}
