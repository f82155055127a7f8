/** A rename of a table or column. */
export interface Rename {
  from: string
  to: string
}

/** Renames in an order that meets no name in use: swaps and chains go through names nobody has. */
export function renameSteps(renames: readonly Rename[], unused: string): Rename[] {
  const wanted = new Set(renames.map(({ to }) => to.toLowerCase()))
  const first: Rename[] = []
  const second: Rename[] = []
  for (const [index, { from, to }] of renames.entries()) {
    if (!wanted.has(from.toLowerCase())) {
      second.push({ from, to })
      continue
    }
    const between = `${unused}_${index + 1}`
    first.push({ from, to: between })
    second.push({ from: between, to })
  }
  return [...first, ...second]
}
