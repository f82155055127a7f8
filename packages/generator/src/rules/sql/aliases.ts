/** Hands out the short names of tables in sub-selects: `m` for memberships, `m2` inside of it. */
export interface Aliases {
  /** A name that is free until the work is done. */
  within<Result>(table: string, work: (alias: string) => Result): Result
}

/** Starts with names that must not be hidden. */
export function createAliases(taken: readonly string[]): Aliases {
  const used = new Set(taken)
  return {
    within(table, work) {
      const alias = freeAlias(table, used)
      used.add(alias)
      const result = work(alias)
      used.delete(alias)
      return result
    },
  }
}

function freeAlias(table: string, used: ReadonlySet<string>): string {
  const first = /[a-z]/i.exec(table)?.[0].toLowerCase() ?? 't'
  if (!used.has(first)) return first
  let number = 2
  while (used.has(`${first}${number}`)) number += 1
  return `${first}${number}`
}
