import { everyRow, join, noRow, type Sql, sql } from '../database/index.ts'

/** The condition that any part holds. A part decided beforehand is a boolean: true decides all, false is left out. */
export function anyOf(...parts: readonly (Sql | boolean)[]): Sql {
  return combine(parts, { decides: true, word: ' or ', decided: everyRow, empty: noRow })
}

/** The condition that all parts hold. A part decided beforehand is a boolean: false decides all, true is left out. */
export function allOf(...parts: readonly (Sql | boolean)[]): Sql {
  return combine(parts, { decides: false, word: ' and ', decided: noRow, empty: everyRow })
}

interface Combination {
  /** The boolean that decides the whole. */
  decides: boolean
  word: string
  decided: Sql
  empty: Sql
}

function combine(
  parts: readonly (Sql | boolean)[],
  { decides, word, decided, empty }: Combination,
): Sql {
  const conditions: Sql[] = []
  for (const part of parts) {
    if (part === decides || part === decided) return decided
    if (typeof part !== 'boolean' && part !== empty) conditions.push(part)
  }
  const first = conditions[0]
  if (!first) return empty
  return conditions.length === 1 ? sql`(${first})` : sql`(${join(conditions, word)})`
}
