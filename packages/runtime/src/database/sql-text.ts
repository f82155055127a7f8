import { type Sql, type SqlPart, sqlFrom } from './sql.ts'

const maxKept = 10_000
const kept = new Map<string, readonly string[]>()

/**
 * SQL text taken as it is. Never pass anything a caller sent.
 * The same text gives the same `strings`, so that it takes part in the statement cache.
 */
export function raw(text: string): Sql {
  return sqlFrom(
    keep(`raw ${text}`, () => [text]),
    [],
  )
}

/** A name from the model as a quoted identifier. Never pass anything a caller sent. */
export function identifier(name: string): Sql {
  return raw(quoteIdentifier(name))
}

/** The name in double quotes, as both databases take it. */
export function quoteIdentifier(name: string): string {
  if (name === '' || name.includes('\0')) throw new TypeError('Not a name for a table or column')
  return `"${name.replaceAll('"', '""')}"`
}

/** The parts with a separator of SQL text between them: `join(conditions, ' and ')`. At least one part. */
export function join(parts: readonly SqlPart[], separator: string): Sql {
  if (parts.length === 0) throw new TypeError('Nothing to join')
  const strings = keep(`join ${parts.length} ${separator}`, () => [
    '',
    ...Array.from({ length: parts.length - 1 }, () => separator),
    '',
  ])
  return sqlFrom(strings, parts)
}

function keep(key: string, make: () => string[]): readonly string[] {
  const known = kept.get(key)
  if (known) return known
  const strings = make()
  // Texts come from the model, so this stays small; a program that makes up texts must not fill the memory.
  if (kept.size < maxKept) kept.set(key, strings)
  return strings
}
