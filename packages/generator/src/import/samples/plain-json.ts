import type { JsonValue } from '@cambium/model'

/** A value as other programs write it: MongoDB's export says `{ "$oid": "..." }` for what is an id. */
export function plainJson(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value)
  const [[mark, inner] = ['', null]] = entries
  if (entries.length !== 1 || inner === null) return value
  switch (mark) {
    case '$oid':
    case '$numberDecimal':
      return inner
    case '$numberInt':
    case '$numberDouble':
      return Number(inner)
    case '$numberLong':
      return Number.isSafeInteger(Number(inner)) ? Number(inner) : inner
    case '$date':
      return instantOf(plainJson(inner)) ?? value
    default:
      return value
  }
}

function instantOf(value: JsonValue): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
