/** The name closest to a misspelt one, or undefined when none is near enough to be meant. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  if (wanted.length > 100) return undefined
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wanted.length / 2.5)) + 1
  for (const name of names) {
    // As many letters are added or left out at least: not worth comparing them one by one.
    if (Math.abs(wanted.length - name.length) >= bestDistance) continue
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** Optimal string alignment distance: letters added, left out, changed, or swapped with their neighbour. */
function editDistance(left: string, right: string): number {
  const rows = [Array.from({ length: right.length + 1 }, (_, index) => index)]
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    rows.push(current)
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1]
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      current[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        isSwap && row > 1 && column > 1 ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
  }
  return at(left.length, right.length)
}
