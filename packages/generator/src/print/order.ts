/** The linter's order of names: letter by letter without case, the capital first where only case differs, numbers by value. */
export function compareNames(a: string, b: string): number {
  const left = a.match(/\d+|./gsu) ?? []
  const right = b.match(/\d+|./gsu) ?? []
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = compareParts(left[index] ?? '', right[index] ?? '')
    if (order !== 0) return order
  }
  return left.length - right.length
}

function compareParts(a: string, b: string): number {
  if (a === b) return 0
  if (/^\d/.test(a) && /^\d/.test(b)) return Number(a) - Number(b)
  const [first, second] = [a.toLowerCase(), b.toLowerCase()]
  if (first === second) return a < b ? -1 : 1
  return first < second ? -1 : 1
}
