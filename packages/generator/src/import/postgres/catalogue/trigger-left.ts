import type { LeftBehind } from '../../source/index.ts'

/** A trigger of `pg_trigger`. */
export interface TriggerRow {
  table: number
  name: string
  function: string
  body: string | null
  /** Bits: 1 for each row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate, 64 instead (pg_trigger.h). */
  type: number
}

const setsTime =
  /new\."?(\w+)"?\s*:?=\s*(?:now\(\)|current_timestamp|clock_timestamp\(\)|statement_timestamp\(\)|timezone\()/i

/** A trigger among what is left behind, with the way to do the same here. */
export function triggerLeft(
  { name, function: called, body, type }: TriggerRow,
  table: string,
): LeftBehind {
  const what = `${table}, trigger ${name}`
  const column = setsTime.exec(body ?? '')?.[1]
  if (column !== undefined && (type & 16) !== 0) {
    return {
      what,
      reason: `it sets ${column} whenever a row changes`,
      suggestion:
        'The timestamps of an entity do that for updatedAt; set any other column in a hook before update',
    }
  }
  if (/^tsvector_update_trigger/.test(called)) {
    return {
      what,
      reason: 'it keeps the words that are searched',
      suggestion: `Give the searched fields the option search: then q= finds them`,
    }
  }
  return {
    what,
    reason: `it calls ${called}() ${momentOf(type)}`,
    suggestion: 'Write what it does in a hook of the entity (docs/guide/hooks.md)',
  }
}

function momentOf(type: number): string {
  const when = (type & 64) !== 0 ? 'instead of' : (type & 2) !== 0 ? 'before' : 'after'
  const events = [
    (type & 4) !== 0 && 'insert',
    (type & 16) !== 0 && 'update',
    (type & 8) !== 0 && 'delete',
    (type & 32) !== 0 && 'truncate',
  ].filter((event) => event !== false)
  return `${when} ${events.join(', ')}`
}

/** The column that a trigger sets to now whenever a row changes. */
export function updateTimeOf({ body, type }: TriggerRow): string | null {
  const isBeforeUpdate = (type & 2) !== 0 && (type & 16) !== 0
  return isBeforeUpdate ? (setsTime.exec(body ?? '')?.[1] ?? null) : null
}
