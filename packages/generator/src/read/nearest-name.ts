import { closest, distance } from 'fastest-levenshtein'

/** The known name a person most likely meant; `null` when none is near. */
export function nearestName(name: string, known: readonly string[]): string | null {
  if (known.length === 0) return null
  const sameButCase = known.find((one) => one.toLowerCase() === name.toLowerCase())
  if (sameButCase) return sameButCase
  const nearest = closest(name, known)
  const edits = distance(name, nearest)
  return edits <= Math.max(2, Math.floor(name.length / 3)) && edits < nearest.length
    ? nearest
    : null
}
