/** A rename of a table or column. */
export interface Rename {
  from: string
  to: string
}

/** Renames in an order that meets no name in use: swaps and chains go through names nobody has. */
export function renameSteps<T extends Rename>(renames: readonly T[], unused: string): T[] {
  const wanted = new Set(renames.map(({ to }) => to.toLowerCase()))
  const first: T[] = []
  const second: T[] = []
  for (const [index, rename] of renames.entries()) {
    if (!wanted.has(rename.from.toLowerCase())) {
      second.push(rename)
      continue
    }
    const between = `${unused}_${index + 1}`
    first.push({ ...rename, to: between })
    second.push({ ...rename, from: between })
  }
  return [...first, ...second]
}
