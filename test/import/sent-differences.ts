import { isDeepStrictEqual } from 'node:util'

/** Where a record differs from the input it was made of; properties that the record does not show are passed over. */
export function sentDifferences(sent: { [property: string]: unknown }, record: unknown): string[] {
  if (typeof record !== 'object' || record === null) return []
  const shown = new Map(Object.entries(record))
  return Object.entries(sent).flatMap(([property, value]) => {
    if (!shown.has(property)) return []
    const kept = shown.get(property)
    return isSame(value, kept)
      ? []
      : [`${property}: sent ${JSON.stringify(value)}, kept ${JSON.stringify(kept)}`]
  })
}

function isSame(sent: unknown, kept: unknown): boolean {
  if (isDeepStrictEqual(sent, kept)) return true
  if (typeof sent !== 'string' || typeof kept !== 'string') return false
  // texts may be trimmed and put into small letters, decimals filled up with zeros
  if (sent.trim().toLowerCase() === kept.toLowerCase()) return true
  return /^-?\d+(\.\d+)?$/.test(sent) && Number(sent) === Number(kept)
}
