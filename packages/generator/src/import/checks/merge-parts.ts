import type { CheckPart } from './check-column.ts'

/** Parts of one column as one; `null` where two cannot be said together. */
export function mergeParts(parts: readonly CheckPart[]): CheckPart[] | null {
  const merged: CheckPart[] = []
  for (const part of parts) {
    const index = merged.findIndex((other) => isAlike(other, part))
    const other = merged[index]
    const both = other === undefined ? part : mergeTwo(other, part)
    if (both === null) return null
    if (other === undefined) merged.push(both)
    else merged[index] = both
  }
  return merged
}

function isAlike(a: CheckPart, b: CheckPart): boolean {
  return a.kind === b.kind && a.kind !== 'arrow' && b.kind !== 'arrow' && a.column === b.column
}

function mergeTwo(a: CheckPart, b: CheckPart): CheckPart | null {
  if (a.kind === 'required') return a
  if (a.kind === 'choice' && b.kind === 'choice') {
    const values = a.values.filter((value) => b.values.includes(value))
    return values.length === 0 ? null : { ...a, values }
  }
  if (a.kind !== 'limits' || b.kind !== 'limits') return null
  if (a.pattern !== undefined && b.pattern !== undefined) return null
  const min = greatest(a.min, b.min)
  const max = least(a.max, b.max)
  if (min === null || max === null) return null
  const pattern = a.pattern ?? b.pattern
  return {
    kind: 'limits',
    column: a.column,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(pattern !== undefined && { pattern }),
  }
}

type Limit = number | string | undefined

/** `null` where the two cannot be compared. */
function greatest(a: Limit, b: Limit): Limit | null {
  if (a === undefined || b === undefined) return a ?? b
  const isFirst = isBelow(b, a)
  return isFirst === null ? null : isFirst ? a : b
}

function least(a: Limit, b: Limit): Limit | null {
  if (a === undefined || b === undefined) return a ?? b
  const isFirst = isBelow(a, b)
  return isFirst === null ? null : isFirst ? a : b
}

function isBelow(a: number | string, b: number | string): boolean | null {
  if (typeof a === 'number' && typeof b === 'number') return a < b
  const [x, y] = [Number(a), Number(b)]
  if (!(Number.isNaN(x) || Number.isNaN(y))) return x < y
  return Number.isNaN(x) && Number.isNaN(y) ? String(a) < String(b) : null
}
